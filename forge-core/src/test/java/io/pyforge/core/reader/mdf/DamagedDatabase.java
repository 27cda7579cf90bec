package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.core.reader.mdf.testing.Outside;
import io.pyforge.core.reader.mdf.testing.Outside.Form;
import io.pyforge.core.reader.mdf.testing.PageImage;
import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A data file with changes in its pages, and what must hold of reading it. */
final class DamagedDatabase {
  /** What one change takes: a page, an offset of two bytes, and the new byte. */
  private static final int CHANGE_BYTES = 4;

  private static final int MAX_PASSES = 3;
  private static final Map<String, String> ALL =
      Map.of("system-tables", "true", "on-invalid-text", "replace", "max-row-bytes", "1MB");
  private static final List<byte[]> BASES = List.of(base(852), base(611));
  private static final List<int[]> PAGES = BASES.stream().map(DamagedDatabase::pages).toList();

  private final byte[] file;

  private DamagedDatabase(byte[] file) {
    this.file = file;
  }

  /** Makes the changes that an input asks for. */
  static DamagedDatabase of(byte[] attack) {
    if (attack.length == 0) {
      return new DamagedDatabase(BASES.get(0).clone());
    }
    int base = (attack[0] & 0xff) % BASES.size();
    byte[] file = BASES.get(base).clone();
    int[] pages = PAGES.get(base);
    for (int i = 1; i + CHANGE_BYTES <= attack.length; i += CHANGE_BYTES) {
      int page = pages[(attack[i] & 0xff) % pages.length];
      int offset = (attack[i + 1] & 0xff | attack[i + 2] << 8) & PageImage.BYTES - 1;
      file[page * PageImage.BYTES + offset] = attack[i + 3];
    }
    return new DamagedDatabase(file);
  }

  private static int[] pages(byte[] file) {
    List<Integer> pages = new ArrayList<>();
    for (int page = 0; page < file.length / PageImage.BYTES; page++) {
      if (file[page * PageImage.BYTES] != 0) {
        pages.add(page);
      }
    }
    return pages.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] base(int version) {
    MdfImage image = MdfImage.of(version, Protection.NONE);
    MdfTableImage values =
        image.table(
            "values",
            MdfColumn.integer("id").notNull(),
            MdfColumn.bit("flag"),
            MdfColumn.decimal("small", 9, 2),
            MdfColumn.decimal("wide", 30, 5),
            MdfColumn.money("money"),
            MdfColumn.datetime("datetime"),
            MdfColumn.smalldatetime("smalldatetime"),
            MdfColumn.date("date"),
            MdfColumn.time("time", 7),
            MdfColumn.datetime2("datetime2", 7),
            MdfColumn.datetimeoffset("offset", 3),
            MdfColumn.guid("guid"),
            MdfColumn.character("fixed", 6, MdfColumn.JAPANESE),
            MdfColumn.varchar("latin", 50, MdfColumn.LATIN1),
            MdfColumn.nvarchar("unicode", 50),
            MdfColumn.varbinary("bytes", 50),
            MdfColumn.variant("variant"));
    for (int i = 0; i < 40; i++) {
      values.row(
          i,
          i % 3 == 0 ? null : (Object) (i % 2),
          BigDecimal.valueOf(i, 2),
          BigDecimal.valueOf(-i, 5),
          BigDecimal.valueOf(i),
          LocalDateTime.of(2024, 3, 15, 12, 0, i),
          LocalDateTime.of(2024, 3, 15, 12, i),
          LocalDate.of(2024, 3, 15),
          LocalTime.of(12, 0, i),
          LocalDateTime.of(2024, 3, 15, 12, 0, i),
          OffsetDateTime.parse("2024-03-15T12:00:00Z"),
          new UUID(i, i),
          "日本",
          "latin é " + i,
          i % 4 == 0 ? null : "unicode é日 " + i,
          new byte[] {1, 2, (byte) i},
          new byte[] {56, 1, (byte) i, 0, 0, 0});
    }
    byte[] large = new byte[20_000];
    byte[] text = "text é\uD83D\uDE00 ".repeat(900).getBytes(StandardCharsets.UTF_16LE);
    image
        .table(
            "outside",
            MdfColumn.integer("id"),
            MdfColumn.varbinary("max", -1),
            MdfColumn.ntext("ntext"),
            MdfColumn.text("text", MdfColumn.CYRILLIC))
        .row(1, new Outside(large, Form.INLINE_ROOT), new Outside(text, Form.TREE), null)
        .row(2, new Outside(large, Form.OVERFLOW), new Outside(text, Form.ROOT_OF_2000), null)
        .row(3, new byte[] {1}, null, new Outside(new byte[] {'a', -1}, Form.SMALL_ROOT));
    image
        .table("heap", MdfColumn.integer("id"), MdfColumn.nvarchar("name", 20))
        .row(1, "a")
        .ghost(2, "b")
        .emptySlot()
        .forwarded(3, "c")
        .versioned(4, "d")
        .oldRow(5);
    return image.finish();
  }

  /** Reads it, all tables and passes. */
  void check() {
    MemorySource source = new MemorySource("damaged.mdf", file);
    try (TabularInput input =
        new MdfReader().open(source, OptionValues.of(ALL), new TestReadContext(Path.of(".")))) {
      input.failedTables().forEach(DamagedDatabase::requireInput);
      Set<String> names = new LinkedHashSet<>();
      input.tables().forEach(table -> names.add(table.name()));
      boolean fitted = false;
      for (int i = 0; i < MAX_PASSES && !fitted; i++) {
        fitted = pass(input, names);
        if (!fitted) {
          input.widen();
        }
      }
      assertThat(fitted).as("values fit in %d passes", MAX_PASSES).isTrue();
    } catch (ForgeException e) {
      requireInput(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(source.openCount()).as("channels left open").isZero();
  }

  private static void requireInput(ForgeException failure) {
    if (failure.kind() != ErrorKind.INPUT) {
      throw new AssertionError("a failure of another kind", failure);
    }
  }

  /** Whether every value fitted. */
  private static boolean pass(TabularInput input, Set<String> names) throws IOException {
    RecordBatch batch = new RecordBatch();
    Set<String> known = new HashSet<>();
    for (TableInfo table : input.tables()) {
      known.add(table.name());
    }
    boolean missed = false;
    try (PieceSource pieces = input.pieces(names).orElseThrow()) {
      boolean more = true;
      while (more) {
        try {
          PieceSource.Piece piece = pieces.next(batch);
          more = piece != null;
          if (piece != null) {
            missed |= !read(piece, known);
          }
        } catch (TableFailure e) {
          requireInput(e);
          assertThat(known).contains(e.table());
        }
      }
    }
    return !missed;
  }

  private static boolean read(PieceSource.Piece piece, Set<String> known) throws IOException {
    try {
      RecordBatch batch = piece.read(new ScanLog());
      assertThat(known).contains(batch.table());
      for (int i = 0; i < batch.schema().width(); i++) {
        requireWhole(batch.vector(i), batch.rowCount(), batch.schema().field(i).nullable());
      }
      return true;
    } catch (SchemaMiss e) {
      piece.survey();
      return false;
    }
  }

  private static void requireWhole(ColumnVector vector, int rows, boolean nullable) {
    int present = 0;
    for (int i = 0; i < vector.rowCount(); i++) {
      present += vector.presence()[i];
    }
    if (vector.rowCount() != rows || present != vector.valueCount()) {
      throw new AssertionError(vector.rowCount() + " rows of " + rows + ", " + present + " values");
    }
    if (!nullable && present != rows) {
      throw new AssertionError("nulls where there must be none");
    }
    if (vector instanceof BytesVector bytes) {
      boolean text = bytes.type() instanceof ColumnType.Text;
      for (int i = 0; i < present; i++) {
        int start = BytesVector.offset(bytes.spans()[i]);
        int end = start + BytesVector.length(bytes.spans()[i]);
        if (start < 0 || end < start || end + BytesVector.PADDING > bytes.buffer().length) {
          throw new AssertionError("a span from " + start + " to " + end);
        }
        if (text && Utf8.firstInvalid(bytes.buffer(), start, end) >= 0) {
          throw new AssertionError("text that is no UTF-8");
        }
      }
    }
  }
}
