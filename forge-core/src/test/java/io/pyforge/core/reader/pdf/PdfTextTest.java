package io.pyforge.core.reader.pdf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.Conversions;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of documents. */
class PdfTextTest {
  @TempDir Path folder;

  private Path file(PdfPages pages) throws IOException {
    try (pages) {
      return Files.write(folder.resolve("report.pdf"), pages.bytes());
    }
  }

  private ConversionResult convert(ConversionRequest request) {
    try (Forge forge = Forge.create()) {
      return forge.convert(request.withForce(true));
    }
  }

  private List<String> text(Path file, Map<String, String> options) throws IOException {
    ConversionRequest request = ConversionRequest.of(file.toString());
    for (Map.Entry<String, String> option : options.entrySet()) {
      request = request.withOption(option.getKey(), option.getValue());
    }
    return Files.readAllLines(Path.of(convert(request).outputPath()));
  }

  private ForgeException failure(Path file, String... options) {
    return new Conversions(folder, 1).failure(file, options);
  }

  private static PdfPages threePages() {
    return new PdfPages()
        .text(72, 100, "first page")
        .page()
        .text(72, 100, "second page")
        .page()
        .text(72, 100, "third page");
  }

  @Test
  void aBareConversionGivesTextBesideTheDocument() throws IOException {
    Path file = file(threePages());

    ConversionResult result = convert(ConversionRequest.of(file.toString()));

    assertThat(result.outputFormat()).isEqualTo("txt");
    assertThat(Path.of(result.outputPath())).isEqualTo(folder.resolve("report.txt"));
    assertThat(Files.readString(folder.resolve("report.txt")))
        .isEqualTo("first page\nsecond page\nthird page\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | second page",
        "1-2 | first page,second page",
        "-2 | first page,second page",
        "2- | second page,third page",
        "3,1 | first page,third page",
        "1-2,2-3 | first page,second page,third page"
      })
  void pagesAreChosenByRanges(String pages, String expected) throws IOException {
    assertThat(text(file(threePages()), Map.of("pages", pages)))
        .containsExactly(expected.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0", "3-1", "1,,2", "-", "1--2", "4", "2-9"})
  void badRangesAreRefused(String pages) throws IOException {
    ForgeException failure = failure(file(threePages()), "pages", pages);

    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.code()).isEqualTo("bad-option-value");
    assertThat(failure.problem()).contains("--pages");
  }

  @Test
  void metadataMarksPages() throws IOException {
    assertThat(text(file(threePages()), Map.of("pages", "2-", "metadata", "true")))
        .containsExactly(
            "--- page 2 ---",
            "second page",
            "--- end of page 2 ---",
            "--- page 3 ---",
            "third page",
            "--- end of page 3 ---");
  }

  @Test
  void columnsOfAnArticleAreReadOneAfterTheOther() throws IOException {
    String[] left = PdfPages.prose(8).stream().map(s -> "L " + s).toArray(String[]::new);
    String[] right = PdfPages.prose(8).stream().map(s -> "R " + s).toArray(String[]::new);
    Path file =
        file(
            new PdfPages()
                .text(
                    60, 80, "A title that goes over both of the columns, as titles of articles do")
                .lines(60, 110, left)
                .lines(310, 110, right));

    List<String> lines = text(file, Map.of());

    assertThat(lines).hasSize(17);
    assertThat(lines.subList(1, 9)).allMatch(line -> line.startsWith("L "));
    assertThat(lines.subList(9, 17)).allMatch(line -> line.startsWith("R "));
  }

  @Test
  void rowsOfATableStayLines() throws IOException {
    Path file =
        file(
            new PdfPages()
                .aligned(100, new float[] {60, 200, 300}, "a|1|2", "b|3|4", "c|5|6", "d|7|8"));

    assertThat(text(file, Map.of())).containsExactly("a 1 2", "b 3 4", "c 5 6", "d 7 8");
  }

  @Test
  void textOfATurnedPageIsUpright() throws IOException {
    Path file =
        file(new PdfPages().rotate(90).upwards(100, 700, "first").upwards(130, 700, "second"));

    assertThat(text(file, Map.of())).containsExactly("first", "second");
  }

  @Test
  void turnedTextBesideUprightTextComesLast() throws IOException {
    Path file = file(new PdfPages().upwards(30, 500, "margin").text(72, 100, "upright text"));

    assertThat(text(file, Map.of())).containsExactly("upright text", "margin");
  }

  @Test
  void textOutsideTheAreaIsLeftOut() throws IOException {
    Path file = file(new PdfPages().text(72, 100, "above").text(72, 400, "below"));

    assertThat(text(file, Map.of("area", "300,0,800,600"))).containsExactly("below");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "a,b,c,d", "100,0,50,600", "0,10,50,10", "NaN,0,1,1"})
  void badAreasAreRefused(String area) throws IOException {
    assertThat(failure(file(threePages()), "area", area).code()).isEqualTo("bad-option-value");
  }

  @Test
  void pagesOfPicturesAreRefusedWhenThereIsNoText() throws IOException {
    ForgeException failure = failure(file(new PdfPages().picture().page().picture()));

    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("pdf-without-text");
    assertThat(failure.problem()).contains("none of the 2 pages").contains("pictures");
    assertThat(failure.remedy()).contains("OCR");
  }

  @Test
  void aPictureAmongTextIsTold() throws IOException {
    Path file = file(new PdfPages().text(72, 100, "text").page().picture());

    ConversionResult result = convert(ConversionRequest.of(file.toString()));

    assertThat(result.rowCount()).isEqualTo(1);
    assertThat(result.notices()).extracting(Notice::code).containsExactly("scanned-page");
    assertThat(result.notices().get(0).message()).contains("page 2");
  }

  @Test
  void aBlankDocumentIsNoEmptySuccess() throws IOException {
    assertThat(failure(file(new PdfPages())).code()).isEqualTo("pdf-without-text");
  }

  @Test
  void passwordsOpenEncryptedDocuments() throws IOException {
    Path file = file(new PdfPages().text(72, 100, "secret").encrypt("open"));

    assertThat(failure(file).code()).isEqualTo("password-needed");
    assertThat(failure(file, "password", "wrong").code()).isEqualTo("password-wrong");
    assertThat(text(file, Map.of("password", "open"))).containsExactly("secret");
  }

  @Test
  void aDocumentWithoutTablesBecomesATableOfLines() throws IOException {
    Path file = file(new PdfPages().lines(72, 100, "one line", "another").page().text(72, 90, "z"));

    Conversions.Outcome outcome = new Conversions(folder, 2).convert(file);

    assertThat(outcome.codes()).containsExactly("no-tables-found");
    assertThat(outcome.columns().keySet()).containsExactly("page", "line", "text");
    assertThat(outcome.rows())
        .containsExactly(
            List.of("1", "1", "one line"), List.of("1", "2", "another"), List.of("2", "1", "z"));
  }

  @Test
  void textIsTheSameWhateverTheNumberOfThreads() throws IOException {
    PdfPages pages = new PdfPages();
    for (int i = 1; i <= 70; i++) {
      pages.text(72, 100, "page " + i).page();
    }
    Path file = file(pages.text(72, 100, "last"));

    byte[] one = new Conversions(folder, 1).bytes(file, "pdf-mode", "text");
    byte[] four = new Conversions(folder, 4).bytes(file, "pdf-mode", "text");

    assertThat(four).isEqualTo(one);
  }

  @Test
  void aPageThatIsTooLargeIsRefused() throws IOException {
    Path file = file(new PdfPages().lines(72, 100, PdfPages.prose(40).toArray(String[]::new)));

    ForgeException failure = failure(file, "max-page-bytes", "200");

    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.problem()).contains("page 1").contains("200 bytes");
    assertThat(failure.remedy()).contains("--max-page-bytes");
  }

  @Test
  void instructionsThatFailAreCounted() throws IOException {
    Path file =
        file(new PdfPages().text(72, 100, "one").page().raw("Td Td\n").text(72, 100, "two"));

    ConversionResult result = convert(ConversionRequest.of(file.toString()));

    assertThat(Files.readAllLines(Path.of(result.outputPath()))).containsExactly("one", "two");
    assertThat(result.notices())
        .extracting(Notice::message)
        .singleElement()
        .asString()
        .startsWith("2 instructions of pages could not be run, the first on page 2;");
  }

  @Test
  void statesTakenBackTooOftenAreNoFailures() throws IOException {
    Path file = file(new PdfPages().raw("Q ".repeat(200_000)).text(72, 100, "one"));

    ConversionResult result = convert(ConversionRequest.of(file.toString()));

    assertThat(Files.readAllLines(Path.of(result.outputPath()))).containsExactly("one");
    assertThat(result.notices()).isEmpty();
  }

  @Test
  void aPageOfNothingButInstructionsThatFailIsRefused() throws IOException {
    Path file = file(new PdfPages().text(72, 100, "one").raw("Td ".repeat(100_001)));

    ForgeException failure = failure(file);

    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("corrupt-pdf");
    assertThat(failure.problem()).contains("page 1 has more than 100000 instructions");
  }

  /** A document of two pages with one deflated content each; the second may not be there. */
  private Path handmade(byte[] first, String second) throws IOException {
    String page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 7 0 R>>>>/Contents ";
    List<byte[]> objects =
        List.of(
            "<</Type/Catalog/Pages 2 0 R>>".getBytes(ISO_8859_1),
            ("<</Type/Pages/Count 2/Kids[3 0 R " + second + "]>>").getBytes(ISO_8859_1),
            (page + "5 0 R>>").getBytes(ISO_8859_1),
            (page + "6 0 R>>").getBytes(ISO_8859_1),
            stream(first),
            stream(deflated("BT /F 12 Tf 72 700 Td (second page) Tj ET")),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".getBytes(ISO_8859_1));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("%PDF-1.4\n".getBytes(ISO_8859_1));
    StringBuilder places = new StringBuilder("xref\n0 8\n0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      places.append(String.format("%010d 00000 n \n", file.size()));
      file.writeBytes(((i + 1) + " 0 obj\n").getBytes(ISO_8859_1));
      file.writeBytes(objects.get(i));
      file.writeBytes("\nendobj\n".getBytes(ISO_8859_1));
    }
    places.append("trailer<</Size 8/Root 1 0 R>>\nstartxref\n").append(file.size());
    file.writeBytes(places.append("\n%%EOF\n").toString().getBytes(ISO_8859_1));
    return Files.write(folder.resolve("handmade.pdf"), file.toByteArray());
  }

  private static byte[] stream(byte[] content) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    String head = "<</Filter/FlateDecode/Length " + content.length + ">>stream\n";
    object.writeBytes(head.getBytes(ISO_8859_1));
    object.writeBytes(content);
    object.writeBytes("\nendstream".getBytes(ISO_8859_1));
    return object.toByteArray();
  }

  private static byte[] deflated(String instructions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(instructions.getBytes(ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  @Test
  void damagedContentIsTold() throws IOException {
    StringBuilder instructions = new StringBuilder("BT /F 12 Tf 14 TL 72 700 Td ");
    for (String line : PdfPages.prose(30)) {
      instructions.append('(').append(line).append(") ' ");
    }
    byte[] content = deflated(instructions.append("ET").toString());
    ConversionResult whole = convert(ConversionRequest.of(handmade(content, "4 0 R").toString()));
    assertThat(whole.notices()).isEmpty();
    assertThat(whole.rowCount()).isEqualTo(31);
    for (int at = 20; at < content.length - 4; at += 20) {
      byte[] damaged = content.clone();
      damaged[at] ^= 16;
      ConversionResult result =
          convert(ConversionRequest.of(handmade(damaged, "4 0 R").toString()));
      assertThat(result.notices())
          .as("byte " + at)
          .extracting(Notice::message)
          .anyMatch(message -> message.startsWith("1 part of a page is damaged or not there"));
    }
  }

  @Test
  void pagesThatAreNotThereAreTold() throws IOException {
    Path file = handmade(deflated("BT /F 12 Tf 72 700 Td (first page) Tj ET"), "99 0 R");

    ConversionResult result = convert(ConversionRequest.of(file.toString()));

    assertThat(Files.readAllLines(Path.of(result.outputPath()))).containsExactly("first page");
    assertThat(result.notices())
        .extracting(Notice::message)
        .singleElement()
        .asString()
        .endsWith("it names a page that cannot be read, beside the 1 that can");
  }

  @Test
  void somethingElseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("page.pdf"), "<html>not a document</html>");
    try (Forge forge = Forge.create()) {
      ForgeException failure =
          catchThrowableOfType(
              ForgeException.class, () -> forge.convert(ConversionRequest.of(file.toString())));
      assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
      assertThat(failure.code()).isEqualTo("corrupt-pdf");
    }
  }
}
