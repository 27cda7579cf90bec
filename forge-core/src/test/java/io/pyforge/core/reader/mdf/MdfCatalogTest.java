package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.MdfTrial.Outcome;
import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.PageImage;
import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables a file has, what they are called, and which files are no databases. */
class MdfCatalogTest {
  private static final MdfColumn ID = MdfColumn.integer("id").notNull();
  private static final MdfColumn NAME = MdfColumn.nvarchar("name", 50);

  @TempDir Path folder;
  private MdfTrial trial;

  @BeforeEach
  void inAFolder() {
    trial = new MdfTrial(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {611, 612, 655, 661, 706, 782, 851, 852})
  void everyVersionSince2005IsRead(int version) {
    MdfImage image = MdfImage.of(version, Protection.CHECKSUM);
    image
        .table("t", ID, MdfColumn.bit("a"), MdfColumn.bit("b"), NAME.asDropped(), NAME)
        .row(1, true, false, "gone", "x");
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.only()).containsExactly(Arrays.asList("1", "true", "false", "x"));
    assertThat(outcome.codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {869, 904, 957, 1000})
  void laterVersionsAreReadAndToldSo(int version) {
    MdfImage image = MdfImage.of(version, Protection.CHECKSUM);
    image.table("t", ID).row(1);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.only()).hasSize(1);
    assertThat(outcome.codes()).containsExactly("mdf-version-unverified");
    assertThat(outcome.messages().get(0)).contains("(version " + version + ")");
  }

  @Test
  void aFileOfSqlServer2000IsRefusedWithWhatToDo() {
    MdfImage image = MdfImage.of(539, Protection.TORN_BITS);
    image.table("t", ID).row(1);
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("mdf-version-unsupported");
    assertThat(failure.problem()).contains("SQL Server 2000 (version 539)");
    assertThat(failure.remedy()).contains("attach the database once");
  }

  @Test
  void tablesAreCalledByTheirNamesAloneUnlessTwoSchemasHaveThem() {
    MdfImage image = MdfImage.of();
    image.table("sales", "Orders", ID).row(1);
    image.table("dbo", "orders", ID).row(2);
    image.table("audit", "Log", ID).row(3);
    image.table("dbo", "zebra", ID).row(4);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.rows().keySet())
        .containsExactly("dbo.orders", "zebra", "Log", "sales.Orders");
    assertThat(outcome.rows().get("sales.Orders")).containsExactly(Arrays.asList("1"));
    assertThat(outcome.rows().get("dbo.orders")).containsExactly(Arrays.asList("2"));
  }

  @Test
  void onlyTheTablesAskedForAreRead() {
    MdfImage image = MdfImage.of();
    image.table("one", ID).row(1);
    image.table("two", ID).row(2);
    image.table("three", ID).row(3).claimCompression(2);
    byte[] file = image.finish();
    assertThat(trial.convert(file, "tables", "TWO, o*").rows()).containsOnlyKeys("one", "two");
    assertThat(trial.convert(file, "tables", "two").result().failedTables()).isEmpty();
    ForgeException failure = trial.failure(file, "tables", "four");
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.remedy()).contains("one, three, two");
  }

  @Test
  void systemTablesAreReadWhenTheyAreAskedFor() {
    MdfImage image = MdfImage.of();
    image.table("t", ID, NAME).row(1, "x");
    byte[] file = image.finish();
    assertThat(trial.convert(file).rows()).containsOnlyKeys("t");
    Outcome outcome = trial.convert(file, "system-tables", "true");
    assertThat(outcome.rows().keySet())
        .containsExactly(
            "t",
            "sysallocunits",
            "sysclsobjs",
            "syscolpars",
            "sysrowsets",
            "sysrscols",
            "sysschobjs");
    assertThat(outcome.rows().get("sysclsobjs")).contains(Arrays.asList("50", "1", "dbo"));
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void aTableThatIsStoredInAnotherWayFailsAlone() {
    MdfImage image = MdfImage.of();
    image.table("plain", ID).row(1);
    image.table("rows", ID).row(1).claimCompression(1);
    image.table("pages", ID).row(1).claimCompression(2);
    image.table("columns", ID).row(1).claimCompression(3);
    image.tableWithoutPages("memory");
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.rows()).containsOnlyKeys("plain");
    assertThat(outcome.failures())
        .containsExactlyInAnyOrder(
            "rows mdf-compressed-table",
            "pages mdf-compressed-table",
            "columns mdf-column-store",
            "memory mdf-memory-table");
    assertThat(outcome.result().failedTables())
        .extracting(f -> f.problem())
        .anyMatch(p -> p.contains("table rows: it is stored with row compression"));
  }

  @Test
  void aTableOfMoreColumnsThanThereCanBeFailsAlone() {
    MdfImage image = MdfImage.of();
    MdfColumn[] columns = new MdfColumn[1025];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = MdfColumn.tinyint("c" + i);
    }
    image.table("wide", columns);
    image.table("t", ID).row(1);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.failures()).containsExactly("wide corrupt-mdf");
    assertThat(outcome.rows()).containsOnlyKeys("t");
  }

  @Test
  void aVardecimalIsNoDecimal() {
    MdfImage image = MdfImage.of();
    image.table("t", ID, MdfColumn.ofType("d", 106, 5).asVariable()).row(1, new byte[] {1, 2});
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("mdf-unsupported-column");
  }

  @Test
  void anotherNumberOfRowsThanTheCatalogHasIsTold() {
    MdfImage image = MdfImage.of();
    image.table("t", ID).row(1).row(2).miscount(3);
    image.table("right", ID).row(1);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.codes()).containsExactly("row-count-differs");
    assertThat(outcome.messages().get(0)).contains("table t has 2 rows, and 5 by the catalog");
  }

  @Test
  void aDatabaseWithoutTablesSaysSo() {
    assertThat(trial.failure(MdfImage.of().finish()).code()).isEqualTo("no-tables");
  }

  @Test
  void whatIsKnownOfAFileIsShown() throws Exception {
    MdfImage image = MdfImage.of(706, Protection.CHECKSUM);
    image.table("t", ID, NAME).row(1, "x").row(2, "y");
    MemorySource source = new MemorySource("t.mdf", image.finish());
    try (TabularInput input =
        new MdfReader().open(source, OptionValues.none(), new TestReadContext(folder))) {
      assertThat(input.properties())
          .containsEntry("database", "Fixture")
          .containsEntry("server_version", "SQL Server 2012")
          .containsEntry("database_version", "706")
          .containsEntry("table_count", "1");
      assertThat(input.tables().get(0).rowCount()).hasValue(2);
    }
  }

  @Test
  void otherThingsUnderTheSuffixAreNamed() {
    assertThat(notDatabase("version https://git-lfs.github.com/spec/v1\noid sha256:0"))
        .contains("Git LFS pointer");
    assertThat(notDatabase("MDF     3.00    TGT 15.0")).contains("ASAM MDF");
    assertThat(notDatabase("\n<!DOCTYPE html><html></html>")).contains("web page");
    assertThat(notDatabase("")).contains("it is empty");
    assertThat(notDatabase("any other bytes")).contains("does not begin with the header");
  }

  private String notDatabase(String content) {
    ForgeException failure = trial.failure(content.getBytes(StandardCharsets.UTF_8));
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("not-mdf");
    return failure.problem();
  }

  @Test
  void otherFilesOfADatabaseAreNamed() {
    byte[] file = database();
    file[36] = 3;
    assertThat(trial.failure(file).problem()).contains("by its header it is file 3");
    byte[] noBoot = database();
    noBoot[9 * PageImage.BYTES + 1] = 1;
    ForgeException failure = trial.failure(noBoot);
    assertThat(failure.code()).isEqualTo("not-primary-mdf");
    assertThat(failure.problem()).contains("page 9 is not the boot page");
  }

  private static byte[] database() {
    MdfImage image = MdfImage.of();
    image.table("t", ID).row(1);
    return image.finish();
  }

  @Test
  void aDatabaseIsKnownByItsContentUnderAnyName() {
    MdfReader reader = new MdfReader();
    byte[] head = Arrays.copyOf(database(), SourceHead.LENGTH);
    assertThat(reader.match(new SourceHead("t.mdf", head, false))).isEqualTo(FormatReader.CERTAIN);
    assertThat(reader.match(new SourceHead("t.dat", head, false)))
        .isEqualTo(FormatReader.BY_CONTENT);
    byte[] other = "id,name\n".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.match(new SourceHead("t.mdf", other, true)))
        .isEqualTo(FormatReader.BY_SUFFIX);
    assertThat(reader.match(new SourceHead("t.csv", other, true))).isEqualTo(FormatReader.NO_MATCH);
  }
}
