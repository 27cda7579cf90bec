package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.MdfTrial.Outcome;
import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records are rows, and where a record has its values. */
class MdfRecordsTest {
  private static final MdfColumn ID = MdfColumn.integer("id").notNull();
  private static final MdfColumn NAME = MdfColumn.nvarchar("name", 50);
  private static final MdfColumn NOTE = MdfColumn.varchar("note", 50, MdfColumn.LATIN1);

  @TempDir Path folder;
  private MdfTrial trial;
  private MdfImage image;

  @BeforeEach
  void inAFolder() {
    trial = new MdfTrial(folder);
    image = MdfImage.of();
  }

  private Outcome converted() {
    return trial.convert(image.finish());
  }

  @Test
  void emptyTextAndNullAreToldApartWhereTheyAreStoredAndWhereNot() {
    image
        .table("t", ID, NAME, NOTE)
        .row(1, "", "x")
        .row(2, null, "x")
        .row(3, "", "")
        .row(4, null, null)
        .row(5, "x", "")
        .row(6, "x", null);
    assertThat(converted().only())
        .containsExactly(
            Arrays.asList("1", "", "x"),
            Arrays.asList("2", null, "x"),
            Arrays.asList("3", "", ""),
            Arrays.asList("4", null, null),
            Arrays.asList("5", "x", ""),
            Arrays.asList("6", "x", null));
  }

  @Test
  void deletedRowsAreNotRead() {
    image.table("t", ID, NAME).row(1, "a").ghost(2, "deleted").emptySlot().row(3, "c").emptySlot();
    Outcome outcome = converted();
    assertThat(outcome.only()).containsExactly(Arrays.asList("1", "a"), Arrays.asList("3", "c"));
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void aForwardedRowIsReadOnceWithoutItsBackPointer() {
    image
        .table("t", ID, NAME, NOTE)
        .row(1, "a", "b")
        .forwarded(2, "grown", "y")
        .forwarded(3, "grown", null)
        .forwarded(4, "grown", "")
        .forwarded(5, null, null)
        .row(6, "z", "z");
    Outcome outcome = converted();
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("1", "a", "b"),
            Arrays.asList("2", "grown", "y"),
            Arrays.asList("3", "grown", null),
            Arrays.asList("4", "grown", ""),
            Arrays.asList("5", null, null),
            Arrays.asList("6", "z", "z"));
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void theTailOfRowVersioningIsNoValue() {
    image.table("t", ID, NAME).versioned(1, "a").versioned(2, null).row(3, "c");
    assertThat(converted().only())
        .containsExactly(
            Arrays.asList("1", "a"), Arrays.asList("2", null), Arrays.asList("3", "c"));
  }

  @Test
  void columnsThatCameAfterARowAreNullInIt() {
    image.table("t", ID, MdfColumn.bigint("more"), NAME).oldRow(1).oldRow(2, 7L).row(3, 8L, "c");
    Outcome outcome = converted();
    assertThat(outcome.onlyTypes()).isEqualTo("id int32 not null, more int64, name text");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("1", null, null),
            Arrays.asList("2", "7", null),
            Arrays.asList("3", "8", "c"));
  }

  @Test
  void aColumnThatCameLaterWithADefaultFailsItsTableRatherThanBeingNull() {
    image.table("t", ID, MdfColumn.integer("later").notNull()).oldRow(1).row(2, 2);
    image.table("other", ID).row(1);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.failures()).containsExactly("t mdf-unsupported-column");
    assertThat(outcome.result().failedTables().get(0).problem()).contains("column later");
    assertThat(outcome.rows()).containsOnlyKeys("other");
  }

  @Test
  void droppedColumnsKeepTheirPlaceAndAreNotRead() {
    image
        .table(
            "t",
            ID,
            MdfColumn.bigint("gone").asDropped(),
            MdfColumn.nvarchar("old", 20).asDropped(),
            NAME,
            MdfColumn.integer("n"))
        .row(1, 99L, "gone", "a", 5)
        .row(2, null, null, null, null);
    Outcome outcome = converted();
    assertThat(outcome.onlyTypes()).isEqualTo("id int32 not null, name text, n int32");
    assertThat(outcome.only())
        .containsExactly(Arrays.asList("1", "a", "5"), Arrays.asList("2", null, null));
  }

  @Test
  void computedColumnsAreLeftOutAndToldSo() {
    image.table("t", ID, MdfColumn.integer("twice").asComputed(), NAME).row(1, "a");
    Outcome outcome = converted();
    assertThat(outcome.only()).containsExactly(Arrays.asList("1", "a"));
    assertThat(outcome.messages().get(0)).contains("table t, column twice");
    assertThat(outcome.codes()).containsExactly("column-left-out");
  }

  @Test
  void namesOfColumnsAreUniqueWithoutRegardToCase() {
    image.table("t", ID, MdfColumn.integer("Id"), MdfColumn.integer(" x ")).row(1, 2, 3);
    assertThat(converted().onlyTypes()).isEqualTo("id int32 not null, Id_2 int32, x int32");
  }

  @Test
  void aNullWhereNoneMayBeIsCorrupt() {
    image.table("t", ID, NAME).row(null, "a");
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("slot 0: column id must not be null");
  }

  @Test
  void aValueOutsideOfItsRecordIsCorrupt() {
    byte[] noRoom = {0x10, 0, 6, 0, 1, 2, 1, 0, 0};
    image.table("t", ID).rawRecord(noRoom);
    assertThat(trial.failure(image.finish()).problem()).contains("column id is not in its record");
  }

  @Test
  void recordsThatSayWhatCannotBeAreCorrupt() {
    List<byte[]> records =
        List.of(
            new byte[] {0x10, 0, 2, 0}, // fixed part ends in the tag
            new byte[] {0x10, 0, -1, -1}, // fixed part ends behind the page
            new byte[] {0x10, 0, 8, 0, 1, 0, 0, 0, -1, -1}, // bitmap of 65535 columns
            new byte[] {0x30, 0, 8, 0, 1, 0, 0, 0, 1, 0, 0, -1, -1}, // 65535 values
            new byte[] {0x30, 0, 8, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 3, 0}, // ends before it starts
            new byte[] {0x30, 0, 8, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, -1, 0x7F}, // ends far away
            new byte[] {0x18, 0, 8, 0, 1, 0, 0, 0, 1, 0, 0}); // part of a large value
    for (byte[] record : records) {
      MdfImage broken = MdfImage.of();
      broken.table("t", ID).row(1).rawRecord(record);
      ForgeException failure = trial.failure(broken.finish());
      assertThat(failure.code()).isEqualTo("corrupt-mdf");
      assertThat(failure.problem()).contains("t.mdf, table t: page ", "slot 1: ");
    }
  }

  @Test
  void aTableOfAThousandColumnsIsCutByItsRows() {
    MdfColumn[] columns = new MdfColumn[1000];
    Object[] values = new Object[1000];
    columns[0] = ID;
    for (int i = 1; i < columns.length; i++) {
      columns[i] = MdfColumn.integer("c" + i);
    }
    MdfTableImage table = image.table("t", columns);
    for (int i = 0; i < 40; i++) {
      values[0] = i;
      values[999] = i * 2;
      table.row(values);
    }
    for (int i = 40; i < 4100; i++) {
      table.oldRow(i);
    }
    Outcome outcome = converted();
    assertThat(outcome.only()).hasSize(4100);
    assertThat(outcome.only().get(39)).startsWith("39").endsWith("78");
    assertThat(outcome.only().get(4099)).startsWith("4099").endsWith((String) null);
  }

  @Test
  void theOutputIsTheSameWhateverTheNumberOfThreads() throws Exception {
    MdfTableImage table = image.table("t", ID, NAME, MdfColumn.varbinary("b", 100));
    for (int i = 0; i < 20_000; i++) {
      table.row(i, i % 7 == 1 ? null : "name é " + i, new byte[] {(byte) i});
    }
    image.table("empty", ID);
    byte[] file = image.finish();
    Outcome one = trial.convert(1, file);
    byte[] bytesOfOne = bytes(one);
    Outcome four = trial.convert(4, file);
    assertThat(bytes(four)).isEqualTo(bytesOfOne);
    assertThat(four.rows().get("t")).hasSize(20_000);
    assertThat(four.rows().get("t").get(19_999)).startsWith("19999", "name é 19999");
    assertThat(four.rows().get("empty")).isEmpty();
    assertThat(four.codes()).isEmpty();
  }

  private static byte[] bytes(Outcome outcome) throws Exception {
    return outcome.result().outputs().stream()
        .filter(output -> output.table().equals("t"))
        .map(output -> Path.of(output.path()))
        .map(MdfRecordsTest::read)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
