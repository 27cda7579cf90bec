package io.pyforge.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a document holds, as the JDK's parser reads it.
 *
 * @param texts of elements, their parts between tags without the blanks around them and joined by
 *     one; empty ones are left out
 * @param declarations of namespaces, which the oracles count as attributes
 * @param joints blanks that join parts of texts
 */
record XmlValues(List<String> attributes, List<String> texts, int declarations, int joints) {
  static XmlValues of(Path file) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty("jdk.xml.maxXMLNameLimit", "100000");
    List<String> attributes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int declarations = 0;
    int joints = 0;
    Deque<List<String>> open = new ArrayDeque<>();
    StringBuilder run = new StringBuilder();
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            endRun(open, run);
            open.push(new ArrayList<>());
            for (int i = 0; i < reader.getAttributeCount(); i++) {
              attributes.add(reader.getAttributeValue(i));
            }
            declarations += reader.getNamespaceCount();
          }
          case XMLStreamConstants.END_ELEMENT -> {
            endRun(open, run);
            List<String> parts = open.pop();
            if (!parts.isEmpty()) {
              texts.add(String.join(" ", parts));
              joints += parts.size() - 1;
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              run.append(reader.getText());
          default -> {
            // Nothing else is data.
          }
        }
      }
    }
    return new XmlValues(attributes, texts, declarations, joints);
  }

  private static void endRun(Deque<List<String>> open, StringBuilder run) {
    String text = run.toString().replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
    run.setLength(0);
    if (!text.isEmpty()) {
      open.getFirst().add(text);
    }
  }
}
