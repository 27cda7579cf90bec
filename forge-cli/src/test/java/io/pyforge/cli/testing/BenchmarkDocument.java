package io.pyforge.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * Makes the document that is measured: pages of fifty lines of words, the same on every machine.
 */
public final class BenchmarkDocument {
  private static final int LINES = 50;
  private static final int WORDS = 11;
  private static final float SIZE = 10;
  private static final float MARGIN = 56;
  private static final String SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu";

  private BenchmarkDocument() {}

  /** The document with that many pages in {@code folder}, made unless it is there. */
  public static Path file(Path folder, int pages) throws IOException {
    Path file = folder.resolve("words-" + pages + ".pdf");
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + ".part");
    Random random = new Random(7);
    PDFont font = new PDType1Font(FontName.TIMES_ROMAN);
    try (PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache())) {
      for (int page = 0; page < pages; page++) {
        add(document, font, random);
      }
      document.save(part.toFile());
    }
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void add(PDDocument document, PDFont font, Random random) throws IOException {
    PDPage page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(font, SIZE);
      content.setLeading(SIZE * 1.4f);
      content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
      for (int i = 0; i < LINES; i++) {
        content.showText(line(random));
        content.newLine();
      }
      content.endText();
    }
  }

  private static String line(Random random) {
    String[] syllables = SYLLABLES.split(" ");
    StringBuilder line = new StringBuilder();
    for (int word = 0; word < WORDS; word++) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        line.append(syllables[random.nextInt(syllables.length)]);
      }
      line.append(word == WORDS - 1 ? '.' : ' ');
    }
    return line.toString();
  }
}
