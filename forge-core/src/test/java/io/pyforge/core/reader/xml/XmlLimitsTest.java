package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile documents: each is refused as an input, with the limit's option in the remedy. */
class XmlLimitsTest {
  @TempDir private Path folder;
  private XmlConversions xml;

  @BeforeEach
  void conversions() {
    xml = new XmlConversions(folder);
  }

  private static void refused(ForgeException failure, String code, String remedy) {
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.remedy()).contains(remedy);
  }

  @Test
  void depthIsLimited() throws IOException {
    String deep = "<a>".repeat(2000) + "</a>".repeat(2000);
    refused(xml.failure(deep), "too-deep", "--max-depth");
    String some = "<a>".repeat(30) + "x" + "</a>".repeat(30);
    refused(xml.failure(some, "max-depth", "29"), "too-deep", "--max-depth");
    assertThat(xml.convert(some, "max-depth", "30").table()).endsWith("\nx");
  }

  @Test
  void depthIsLimitedWithinJson() throws IOException {
    String inner = "<a>".repeat(100) + "</a>".repeat(100);
    String document = "<d><r><x>" + inner + "</x><x/></r><r/></d>";
    refused(
        xml.failure(document, "array-handling", "json_string", "max-depth", "50"),
        "too-deep",
        "--max-depth");
  }

  @Test
  void namesAreLimited() throws IOException {
    String name = "n".repeat(200);
    String document = "<d><" + name + "/></d>";
    refused(xml.failure(document, "max-name-length", "100"), "name-too-long", "--max-name-length");
    refused(
        xml.failure("<d " + name + "='1'/>", "max-name-length", "100"),
        "name-too-long",
        "--max-name-length");
  }

  @Test
  void attributesAndTextsAreLimited() throws IOException {
    String large = "x".repeat(400_000);
    refused(
        xml.failure("<d a='" + large + "'/>", "max-token-bytes", "100000"),
        "token-too-long",
        "--max-token-bytes");
    refused(
        xml.failure("<d><a>" + large + "</a></d>", "max-token-bytes", "100000"),
        "token-too-long",
        "--max-token-bytes");
    refused(
        xml.failure("<!--" + large + "--><d/>", "max-token-bytes", "100000"),
        "token-too-long",
        "--max-token-bytes");
    assertThat(xml.convert("<d><a>" + large + "</a></d>").table()).hasSizeGreaterThan(400_000);
  }

  @Test
  void whatOneRowHoldsIsLimited() throws IOException {
    String row = "<r>" + "<v>0123456789</v>".repeat(5000) + "</r>";
    refused(
        xml.failure(
            "<d>" + row + row + "</d>", "max-row-bytes", "20000", "array-handling", "concatenate"),
        "row-too-long",
        "--max-row-bytes");
  }

  @Test
  void entitiesAreLimited() throws IOException {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 40; i++) {
      laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    laughs.append("]><d>&a39;</d>");
    refused(xml.failure(laughs.toString()), "entity-expansion", "--max-entity-expansion");
    String quadratic =
        "<!DOCTYPE d [<!ENTITY a \"" + "x".repeat(5000) + "\">]><d>" + "&a;".repeat(5000) + "</d>";
    refused(xml.failure(quadratic), "entity-expansion", "--max-entity-expansion");
    String few = "<!DOCTYPE d [<!ENTITY a \"" + "x".repeat(500) + "\">]><d>&a;&a;</d>";
    refused(
        xml.failure(few, "max-entity-expansion", "600"),
        "entity-expansion",
        "--max-entity-expansion");
    assertThat(xml.convert(few).table()).hasSizeGreaterThan(1000);
  }

  @Test
  void externalEntitiesAreNeverRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    for (String entity :
        new String[] {
          "<!ENTITY x SYSTEM \"" + secret.toUri() + "\">",
          "<!ENTITY % y SYSTEM \"" + secret.toUri() + "\"> %y; <!ENTITY x \"1\">",
          "<!ENTITY x SYSTEM \"http://192.0.2.1/x\">",
        }) {
      ForgeException failure =
          xml.failure("<!DOCTYPE d [" + entity + "]><d><a>&x;</a><b>1</b></d>");
      refused(failure, "external-entity", "never fetched");
    }
    assertThat(xml.failure("<d a='&x;'/>").code()).isEqualTo("bad-xml");
  }

  @Test
  void anEntityThatRefersToItselfFails() throws IOException {
    assertThat(xml.failure("<!DOCTYPE d [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><d>&a;</d>"))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT));
  }

  @Test
  void whatTheParserStumblesOverIsRefused() throws IOException {
    refused(xml.failure("<r><xmlns:a>1</xmlns:a></r>"), "bad-xml", "mend");
  }
}
