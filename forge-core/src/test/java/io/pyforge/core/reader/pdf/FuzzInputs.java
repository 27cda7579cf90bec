package io.pyforge.core.reader.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes the inputs that {@link PdfFuzzTest} is run with: whole, damaged and hostile documents, the
 * same ones from the same seed. Run it with the folder of the stored inputs to write them anew.
 */
final class FuzzInputs {
  private static final int COUNT = 200;

  /** Pages that hold themselves, forms that draw each other, values nested without end. */
  private static final String[] HOSTILE = {
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + "2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + "2 0 obj<</Type/Pages/Count 99999999/Kids[3 0 R 3 0 R]>>endobj\n"
        + "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>endobj\n"
        + "4 0 obj<</Length 5>>stream\n/A Do\nendstream endobj\n"
        + "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
        + "/Length 11>>stream\n/A Do /A Do\nendstream endobj\ntrailer<</Root 1 0 R>>",
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj" + "[".repeat(3000),
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]/Parent 2 0 R>>endobj\n"
        + "3 0 obj<</Type/Page/Parent 2 0 R/Rotate 7/MediaBox[0 0 1e30 -5]/Contents 4 0 R>>endobj\n"
        + "4 0 obj<</Length 60>>stream\nBT /F1 1e38 Tf 1e38 0 0 1e38 0 0 Tm (a) Tj ET 0 0 1e38 1 re f"
        + "\nendstream endobj\ntrailer<</Root 1 0 R>>",
    "%PDF-1.5\n1 0 obj<</Type/ObjStm/N 99999999/First 9/Length 4>>stream\n1 0 \nendstream endobj\n"
        + "xref\n0 99999999\ntrailer<</Size 99999999/Root 7 0 R/Prev 5>>startxref\n5\n%%EOF"
  };

  private FuzzInputs() {}

  public static void main(String[] arguments) throws IOException {
    Path inputs = Path.of(arguments[0]).resolve("anyDocumentEndsInTextOrAFailure");
    Files.createDirectories(inputs);
    for (int i = 0; i < COUNT; i++) {
      Random random = new Random(i);
      byte[] document =
          i < HOSTILE.length
              ? HOSTILE[i].getBytes(StandardCharsets.ISO_8859_1)
              : document(random, i % 3 != 0);
      if (i % 4 != 0 && i >= HOSTILE.length) {
        document = damage(random, document);
      }
      ByteArrayOutputStream attack = new ByteArrayOutputStream();
      attack.write(i < HOSTILE.length ? 0 : random.nextInt(32));
      attack.writeBytes(document);
      Files.write(inputs.resolve("seed-%03d".formatted(i)), attack.toByteArray());
    }
  }

  private static byte[] document(Random random, boolean plain) throws IOException {
    try (PdfPages pages = new PdfPages(!plain)) {
      int count = 1 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          pages.page();
        }
        switch (random.nextInt(5)) {
          case 0 -> pages.ruled(90, new float[] {60, 120, 200, 300}, "a|b|c", "1|x|2.5", "2||-");
          case 1 ->
              pages.aligned(90, new float[] {60, 150, 240}, "n|p|q", "a|1|2", "b|3|4", "c|5|6");
          case 2 -> pages.lines(60, 90, PdfPages.prose(3).toArray(String[]::new));
          case 3 -> pages.upwards(100, 500, "up").rotate(90 * random.nextInt(4));
          default -> pages.text(60, 90, "one").rule(50, 80, 300, 80).rule(50, 80, 50, 200);
        }
      }
      if (random.nextInt(8) == 0) {
        pages.encrypt("");
      }
      return pages.bytes();
    }
  }

  /** Bytes changed, left out, said twice, or cut off, and signs of the format exchanged. */
  private static byte[] damage(Random random, byte[] document) {
    byte[] damaged = document.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && damaged.length > 40; i++) {
      int at = random.nextInt(damaged.length - 20);
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged = Arrays.copyOf(damaged, Math.max(40, at));
        case 2 -> damaged[at] = (byte) "<>[]()/ 0%".charAt(random.nextInt(10));
        case 3 -> {
          byte[] digits =
              "99999999999".substring(random.nextInt(9)).getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(digits, 0, damaged, at, digits.length);
        }
        default -> {
          int length = Math.min(random.nextInt(60), damaged.length - at);
          byte[] repeated = Arrays.copyOf(damaged, damaged.length + length);
          System.arraycopy(damaged, at, repeated, at + length, damaged.length - at);
          damaged = repeated;
        }
      }
    }
    return damaged;
  }
}
