package io.pyforge.cli.bench;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/** The yardstick for XML: aalto-xml goes over a file once and looks at every text. */
final class AaltoPass {
  private AaltoPass() {}

  /** Argument: the file. Prints how many characters of text it has. */
  public static void main(String[] arguments) throws Exception {
    InputFactoryImpl factory = new InputFactoryImpl();
    long characters = 0;
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.CHARACTERS) {
          characters += reader.getTextLength();
        }
      }
      reader.close();
    }
    System.out.println(characters);
  }
}
