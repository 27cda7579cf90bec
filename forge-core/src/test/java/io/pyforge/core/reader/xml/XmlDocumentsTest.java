package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.xml.XmlConversions.Outcome;
import io.pyforge.spi.error.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What documents may look like: encodings, several in a file, document types, kinds of text. */
class XmlDocumentsTest {
  @TempDir private Path folder;
  private XmlConversions xml;

  @BeforeEach
  void conversions() {
    xml = new XmlConversions(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, Zürich 東京",
    "UTF-16BE, Zürich 東京",
    "UTF-16LE, Zürich 東京",
    "UTF-32BE, Zürich 東京",
    "UTF-32LE, Zürich 東京",
    "ISO-8859-1, Zürich",
    "windows-1252, Zürich €",
    "ISO-8859-5, Москва",
    "Shift_JIS, 東京",
    "Big5, 東京",
    "EUC-KR, 서울",
    "GB18030, 東京",
    "IBM037, Zuerich",
    "US-ASCII, Zuerich",
  })
  void everyDeclaredEncodingIsRead(String encoding, String city) throws IOException {
    String document =
        "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><d><c>" + city + "</c><c>x</c></d>";
    byte[] bytes = document.getBytes(Charset.forName(encoding));
    assertThat(xml.convert(bytes).table()).isEqualTo("d_c\n" + city + "\nx");
    assertThat(xml.properties(bytes)).containsEntry("encoding", encoding);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, EF BB BF", "UTF-16BE, FE FF", "UTF-16LE, FF FE", "UTF-32LE, FF FE 00 00"})
  void aByteOrderMarkTellsTheEncoding(String encoding, String mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String hex : mark.split(" ")) {
      bytes.write(Integer.parseInt(hex, 16));
    }
    bytes.write("<d><c>é</c></d>".getBytes(Charset.forName(encoding)));
    assertThat(xml.convert(bytes.toByteArray()).table()).isEqualTo("d_c\né");
  }

  @Test
  void aDeclarationThatTheBytesContradictIsTold() throws IOException {
    Outcome outcome = xml.convert("<?xml version=\"1.0\" encoding=\"UTF-16\"?><d><c>é</c></d>");
    assertThat(outcome.table()).isEqualTo("d_c\né");
    assertThat(outcome.codes()).containsExactly("encoding-mismatch");
  }

  @Test
  void anEncodingThatIsNotKnownFails() throws IOException {
    assertThat(xml.failure("<?xml version=\"1.0\" encoding=\"klingon\"?><d/>"))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("unknown-encoding"));
  }

  @Test
  void bytesThatAreNoTextFailOrAreReplaced() throws IOException {
    byte[] latin = "<d><c>Zürich</c></d>".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(xml.failure(latin))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(failure.code()).isEqualTo("invalid-text");
            });
    assertThat(xml.convert(latin, "on-invalid-text", "replace").table())
        .isEqualTo("d_c\nZ\uFFFDrich");
    assertThat(xml.convert(latin, "encoding", "ISO-8859-1").table()).isEqualTo("d_c\nZürich");
  }

  @Test
  void compressedXmlIsReadByItsInnerName() throws IOException {
    Path file = folder.resolve("t.xml.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("<d><c>1</c><c>2</c></d>".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(xml.convert(file).table()).isEqualTo("d_c:BIGINT\n1\n2");
  }

  @Test
  void severalDocumentsInAFileAreNumbered() throws IOException {
    String declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    String one = "<a><v>1</v><v>2</v></a>";
    String two = "<!-- two --><a><v>3</v></a>\n";
    String expected = "a_v:BIGINT|_document_id:BIGINT\n1|1\n2|1\n3|2";
    assertThat(xml.convert(declared + one + declared + two).table()).isEqualTo(expected);
    assertThat(xml.convert(one + two).table()).isEqualTo(expected);
    assertThat(xml.convert(one).table()).isEqualTo("a_v:BIGINT\n1\n2");
    assertThat(xml.convert(declared + one + declared + two, "child-tables", "true").tables())
        .containsEntry("t", "_row_id:BIGINT|_document_id:BIGINT\n1|1\n2|2")
        .containsEntry("v", "_parent_row_id:BIGINT|_position:BIGINT|v:BIGINT\n1|1|1\n1|2|2\n2|1|3");
  }

  @Test
  void eachDocumentHasItsOwnEntities() throws IOException {
    String one =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n<!ENTITY e \"1\">\n]>\n<a><v>&e;</v></a>\n";
    String two = "<!DOCTYPE a [<!ENTITY e \"x > y\">]><a><v k=\">\">&e;</v></a>";
    String none = "<a><v>3</v></a>";
    assertThat(xml.convert(one + two + none).table())
        .isEqualTo("a_v|a_v@k|_document_id:BIGINT\n1|-|1\nx > y|>|2\n3|-|3");
    assertThat(xml.failure(one + none + "<b>").problem()).contains("line 6");
  }

  @Test
  void textBehindADocumentFails() throws IOException {
    assertThat(xml.failure("<a/>\n<a/>\ntext"))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo("bad-xml");
              assertThat(failure.problem()).contains("line 3");
            });
  }

  @Test
  void textKeepsAllItsPartsWithoutTheBlanksAroundThem() throws IOException {
    String document =
        """
        <d>
          <r><v>  a b  </v></r>
          <r><v>x<![CDATA[<y>]]>z</v></r>
          <r><v>1<!-- no -->2<?no pi?>3</v></r>
          <r><v>&lt;&#65;&#x1F600;&amp;</v></r>
          <r><v>one<b>B</b>two<b>C</b> three </v></r>
        </d>
        """;
    assertThat(xml.convert(document, "array-handling", "concatenate").table())
        .isEqualTo("d_r_v|d_r_v_b\na b|-\nx<y>z|-\n123|-\n<A\uD83D\uDE00&|-\none two three|B; C");
  }

  @Test
  void blanksAreKeptWhereTheDocumentAsksForThem() throws IOException {
    assertThat(xml.convert("<d><c xml:space=\"preserve\"> a </c><c> b </c></d>").table())
        .isEqualTo("d_c|d_c@xml:space\n a |preserve\nb|-");
  }

  @Test
  void emptyAbsentAndNilDiffer() throws IOException {
    String document =
        """
        <d xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <r><t>x</t><n>1</n></r>
          <r><t></t><n/></r>
          <r/>
          <r><t xsi:nil="true"/><n xsi:nil="true"/></r>
        </d>
        """;
    assertThat(xml.convert(document).table())
        .isEqualTo(
            """
            d_r_t|d_r_t@xsi:nil:BOOLEAN|d_r_n:BIGINT|d_r_n@xsi:nil:BOOLEAN
            x|-|1|-
            ''|-|-|-
            -|-|-|-
            -|true|-|true""");
  }

  @Test
  void entitiesAndDefaultsOfTheDocumentTypeAreRead() throws IOException {
    String document =
        """
        <!DOCTYPE d [
          <!ENTITY who "Ann &amp; Bob">
          <!ENTITY part "<v>7</v>">
          <!ATTLIST r kind (a|b) "a" n CDATA #IMPLIED>
        ]>
        <d><r><w>&who;</w>&part;</r><r kind="b" n="1"/></d>
        """;
    assertThat(xml.convert(document).table())
        .isEqualTo("d_r@kind|d_r_w|d_r_v:BIGINT|d_r@n:BIGINT\na|Ann & Bob|7|-\nb|-|-|1");
  }

  @Test
  void aDocumentTypeElsewhereIsNeverFetched() throws IOException {
    String document =
        "<!DOCTYPE d SYSTEM \"http://192.0.2.1/none.dtd\" [<!ENTITY a \"b\">]><d><c>&a;</c></d>";
    assertThat(xml.convert(document).table()).isEqualTo("d_c\nb");
    assertThat(xml.convert("<!DOCTYPE d SYSTEM \"none.dtd\"><d><c>1</c></d>").table())
        .isEqualTo("d_c:BIGINT\n1");
  }

  @Test
  void pagesOfHtmlFailClearly() throws IOException {
    assertThat(xml.failure("<!DOCTYPE html><html><body><p>404<br></body></html>").code())
        .isEqualTo("html-not-xml");
    assertThat(xml.failure("<html><body><p>404</p></body></html>").code())
        .isEqualTo("html-not-xml");
    assertThat(
            xml.convert("<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>1</p><p>2</p></html>")
                .table())
        .isEqualTo("html_p:BIGINT\n1\n2");
  }

  @Test
  void propertiesTellRootRowsEncodingAndNamespaces() throws IOException {
    String document = "<g:feed xmlns:g=\"urn:g\"><g:e><t>1</t></g:e><g:e><t>2</t></g:e></g:feed>";
    assertThat(xml.properties(document.getBytes(StandardCharsets.UTF_8)))
        .containsEntry("encoding", "UTF-8")
        .containsEntry("root_element", "g:feed")
        .containsEntry("row_element", "/g:feed/g:e")
        .containsEntry("namespaces", "g=urn:g")
        .containsEntry("documents", "1")
        .containsEntry("elements", "5");
  }
}
