package io.pyforge.core.reader.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes documents: text and tables at given places of pages of A4, from the upper left corner. */
public final class PdfPages implements AutoCloseable {
  private static final float SIZE = 10;
  private static final float ROW = 16;

  private final PDDocument document = new PDDocument();
  private final PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
  private final boolean compressed;
  private PDPage page = new PDPage(PDRectangle.A4);

  /** A document with a first page. */
  public PdfPages() {
    this(true);
  }

  /**
   * @param compressed whether instructions are compressed, as usual; plain ones can be damaged with
   *     an effect
   */
  PdfPages(boolean compressed) {
    this.compressed = compressed;
    document.addPage(page);
    document.getDocumentInformation().setTitle("Made for a test");
    document.getDocumentInformation().setAuthor("Nobody");
    document.setDocumentId(1L);
  }

  /** Starts the next page. */
  public PdfPages page() {
    page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    return this;
  }

  /** Shows the current page turned clockwise. */
  public PdfPages rotate(int degrees) {
    page.setRotation(degrees);
    return this;
  }

  /** A line of text. */
  public PdfPages text(float x, float y, String text) {
    draw(content -> show(content, x, y, text));
    return this;
  }

  /** Lines of text, one below the other. */
  public PdfPages lines(float x, float y, String... lines) {
    for (int i = 0; i < lines.length; i++) {
      text(x, y + i * 1.2f * SIZE, lines[i]);
    }
    return this;
  }

  /**
   * A table with lines round every cell; fields are separated by {@code |}.
   *
   * @param xs left side of each column, and the right side of the last
   */
  public PdfPages ruled(float y, float[] xs, String... rows) {
    draw(
        content -> {
          for (int i = 0; i <= rows.length; i++) {
            line(content, xs[0], y + i * ROW, xs[xs.length - 1], y + i * ROW);
          }
          for (float x : xs) {
            line(content, x, y, x, y + rows.length * ROW);
          }
        });
    for (int i = 0; i < rows.length; i++) {
      String[] fields = rows[i].split("\\|", -1);
      for (int column = 0; column < fields.length; column++) {
        text(xs[column] + 3, y + i * ROW + 12, fields[column]);
      }
    }
    return this;
  }

  /** A table of nothing but aligned text; fields are separated by {@code |}. */
  public PdfPages aligned(float y, float[] xs, String... rows) {
    for (int i = 0; i < rows.length; i++) {
      String[] fields = rows[i].split("\\|", -1);
      for (int column = 0; column < fields.length; column++) {
        text(xs[column], y + i * ROW, fields[column]);
      }
    }
    return this;
  }

  /** A line. */
  public PdfPages rule(float x, float y, float toX, float toY) {
    draw(content -> line(content, x, y, toX, toY));
    return this;
  }

  /** Text that is read from below to above. */
  public PdfPages upwards(float x, float y, String text) {
    draw(
        content -> {
          content.beginText();
          content.setFont(font, SIZE);
          content.setTextMatrix(
              new org.apache.pdfbox.util.Matrix(
                  0, 1, -1, 0, x, page.getMediaBox().getHeight() - y));
          content.showText(text);
          content.endText();
        });
    return this;
  }

  /** A picture that fills most of the page. */
  public PdfPages picture() {
    draw(
        content ->
            content.drawImage(
                LosslessFactory.createFromImage(
                    document,
                    new java.awt.image.BufferedImage(
                        8, 8, java.awt.image.BufferedImage.TYPE_BYTE_GRAY)),
                50,
                50,
                400,
                600));
    return this;
  }

  /** Drawing instructions as they are. */
  @SuppressWarnings("deprecation") // the others cannot write what is wrong
  public PdfPages raw(String instructions) {
    draw(content -> content.appendRawCommands(instructions));
    return this;
  }

  /** Asks for a password. */
  public PdfPages encrypt(String password) {
    try {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner of " + password, password, new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Drawing {
    void on(PDPageContentStream content) throws IOException;
  }

  private void draw(Drawing drawing) {
    try (PDPageContentStream content =
        new PDPageContentStream(
            document, page, PDPageContentStream.AppendMode.APPEND, compressed, true)) {
      drawing.on(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void show(PDPageContentStream content, float x, float y, String text) throws IOException {
    content.beginText();
    content.setFont(font, SIZE);
    content.newLineAtOffset(x, page.getMediaBox().getHeight() - y);
    content.showText(text);
    content.endText();
  }

  private void line(PDPageContentStream content, float x, float y, float toX, float toY)
      throws IOException {
    float height = page.getMediaBox().getHeight();
    content.moveTo(x, height - y);
    content.lineTo(toX, height - toY);
    content.stroke();
  }

  /** The finished document. */
  public byte[] bytes() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(
          out,
          compressed ? CompressParameters.DEFAULT_COMPRESSION : CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prose of some lines, for pages that are no table. */
  public static List<String> prose(int lines) {
    List<String> words =
        List.of(
            "the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "rain");
    List<String> result = new java.util.ArrayList<>();
    for (int i = 0; i < lines; i++) {
      StringBuilder line = new StringBuilder();
      for (int w = 0; w < 7; w++) {
        line.append(w == 0 ? "" : " ").append(words.get((i * 7 + w * 3) % words.size()));
      }
      result.add(line.toString());
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
