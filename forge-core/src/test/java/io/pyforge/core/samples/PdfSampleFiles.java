package io.pyforge.core.samples;

import io.pyforge.core.reader.pdf.PdfPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes {@code samples/input/pdf} with Apache PDFBox: run it with that folder, look at the
 * difference, and run {@link PdfSamplesTest}. One trait a file.
 */
final class PdfSampleFiles {
  private static final float[] FOUR = {60, 160, 260, 360, 460};

  private PdfSampleFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    write(
        folder,
        "cities.pdf",
        new PdfPages()
            .text(60, 60, "Cities of which the register says when they were founded")
            .ruled(
                90,
                FOUR,
                "City|Inhabitants|Founded|Canton",
                "Bern|134,794|1191-01-01|BE",
                "Chur|38,293|0451-05-01|GR",
                "Zurich|421,878|0929-01-12|ZH"));
    write(
        folder,
        "stock.pdf",
        new PdfPages()
            .lines(
                60,
                60,
                "What was in the store at the end of the year, counted by two people who did",
                "not know of each other. Prices are those of the last delivery.")
            .aligned(
                110,
                new float[] {60, 200, 300, 400},
                "item|price|stock|counted",
                "Nut M4|0.05|1,200|12/30/2023",
                "Bolt M4|0.12|850|12/30/2023",
                "Gear 12|18.90|-|12/31/2023",
                "Chain|7.40|35|12/31/2023"));
    write(
        folder,
        "over-pages.pdf",
        new PdfPages()
            .text(60, 40, "Members")
            .ruled(
                60, FOUR, "No.|Name|Joined|Fee", "1|Ada|2019-04-01|40.00", "2|Ben|2020-01-15|40.00")
            .text(290, 800, "1")
            .page()
            .text(60, 40, "Members")
            .ruled(60, FOUR, "No.|Name|Joined|Fee", "3|Cleo|2021-07-30|20.00", "4|Dan||25.50")
            .text(290, 800, "2"));
    write(
        folder,
        "letter.pdf",
        new PdfPages()
            .lines(
                60,
                80,
                "Dear reader,",
                "this page holds nothing but text, so that it becomes its lines.",
                "Yours")
            .page()
            .text(60, 80, "A second page."));
    write(
        folder,
        "two-tables.pdf",
        new PdfPages()
            .text(60, 60, "Heights")
            .ruled(80, new float[] {60, 160, 260}, "peak|metres", "Dom|4546", "Eiger|3967")
            .text(60, 200, "Depths")
            .ruled(220, new float[] {60, 160, 260}, "lake|metres", "Thun|217", "Zug|198"));
  }

  private static void write(Path folder, String name, PdfPages pages) throws IOException {
    try (pages) {
      Files.write(folder.resolve(name), pages.bytes());
    }
  }
}
