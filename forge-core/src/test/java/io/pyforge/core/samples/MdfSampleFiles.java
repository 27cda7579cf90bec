package io.pyforge.core.samples;

import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.core.reader.mdf.testing.Outside;
import io.pyforge.core.reader.mdf.testing.Outside.Form;
import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code samples/input/mdf} page by page: run it with that folder, look at the difference,
 * and run {@link MdfSamplesTest}.
 */
final class MdfSampleFiles {
  private MdfSampleFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.write(folder.resolve("shop.mdf"), shop());
    Files.write(folder.resolve("compressed-table.mdf"), compressedTable());
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("torn-bits.mdf.gz")))) {
      out.write(tornBits());
    }
  }

  /** Two schemas, and the ways of storing rows that a database in use has. */
  private static byte[] shop() {
    MdfImage image = MdfImage.of(852, Protection.CHECKSUM);
    image
        .table(
            "Customers",
            MdfColumn.integer("Id").notNull(),
            MdfColumn.nvarchar("Name", 80).notNull(),
            MdfColumn.varchar("Phone", 20, MdfColumn.LATIN1).asDropped(),
            MdfColumn.character("Country", 2, MdfColumn.LATIN1),
            MdfColumn.guid("RowGuid"),
            MdfColumn.bit("Active"),
            MdfColumn.bit("Newsletter"),
            MdfColumn.nvarchar("Notes", -1))
        .row(
            1,
            "Café Müller",
            "555-0101",
            "DE",
            UUID.fromString("40e28a32-2b9d-6bd0-778d-45a6764b21c9"),
            true,
            false,
            null)
        .ghost(2, "deleted", null, "FR", null, false, false, null)
        .forwarded(3, "東京ストア", null, "JP", null, true, true, "")
        .row(
            4,
            "Łódź Books",
            null,
            null,
            null,
            false,
            null,
            new Outside(
                "A long note. ".repeat(800).getBytes(StandardCharsets.UTF_16LE), Form.INLINE_ROOT));
    image
        .table(
            "sales",
            "Orders",
            MdfColumn.bigint("Id").notNull(),
            MdfColumn.integer("CustomerId").notNull(),
            MdfColumn.money("Total"),
            MdfColumn.decimal("Weight", 9, 3),
            MdfColumn.datetime("Placed"),
            MdfColumn.date("Due"),
            MdfColumn.time("Window", 0),
            MdfColumn.datetime2("Shipped", 7),
            MdfColumn.datetimeoffset("Signed", 0),
            MdfColumn.integer("Year").asComputed(),
            MdfColumn.rowversion("Version"))
        .row(
            10248L,
            1,
            new BigDecimal("32.38"),
            new BigDecimal("1.250"),
            LocalDateTime.of(2024, 3, 15, 9, 30, 0, 3_000_000),
            LocalDate.of(2024, 4, 12),
            LocalTime.of(17, 0),
            LocalDateTime.of(2024, 3, 16, 8, 0, 0, 123_456_700),
            OffsetDateTime.parse("2024-03-18T10:15:00+01:00"),
            new byte[] {0, 0, 0, 0, 0, 0, 7, -47})
        .row(
            10249L,
            3,
            new BigDecimal("-11.6100"),
            null,
            LocalDateTime.of(1753, 1, 1, 0, 0),
            LocalDate.of(9999, 12, 31),
            null,
            null,
            OffsetDateTime.parse("2024-03-18T10:15:00Z"),
            new byte[] {0, 0, 0, 0, 0, 0, 7, -46});
    image.table("Empty", MdfColumn.integer("Id"), MdfColumn.image("Picture"));
    return image.finish();
  }

  /** One table that is read beside one that is not. */
  private static byte[] compressedTable() {
    MdfImage image = MdfImage.of(782, Protection.CHECKSUM);
    image.table("Plain", MdfColumn.integer("Id"), MdfColumn.xml("Doc")).row(1, null).row(2, null);
    image.table("Archive", MdfColumn.integer("Id")).row(1).claimCompression(2);
    return image.finish();
  }

  /** The catalog of 2005, and pages whose last bits in each sector must be put back. */
  private static byte[] tornBits() {
    MdfImage image = MdfImage.of(611, Protection.TORN_BITS);
    MdfTableImage words =
        image.table(
            "Words",
            MdfColumn.smallint("Id").notNull(),
            MdfColumn.varchar("Word", 200, MdfColumn.CYRILLIC),
            MdfColumn.ntext("Entry"));
    for (int i = 1; i <= 300; i++) {
      byte[] entry = ("entry " + "э".repeat(i % 20)).getBytes(StandardCharsets.UTF_16LE);
      words.row(i, "слово " + i, i % 50 == 0 ? new Outside(entry, Form.SMALL_ROOT) : null);
    }
    return image.finish();
  }
}
