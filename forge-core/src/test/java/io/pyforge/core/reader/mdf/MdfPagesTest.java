package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.MdfTrial.Outcome;
import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.core.reader.mdf.testing.PageImage;
import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import io.pyforge.spi.error.ForgeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that are whole, damaged, missing, or lead in circles. */
class MdfPagesTest {
  private static final MdfColumn ID = MdfColumn.integer("id").notNull();
  private static final MdfColumn NAME = MdfColumn.nvarchar("name", 50);
  private static final int SHEET = PageImage.BYTES;

  /** Where the header of a page has what. */
  private static final int NEXT_PAGE = 16;

  private static final int NEXT_FILE = 20;
  private static final int OWN_PAGE = 32;

  /** The first single page that an IAM page lists. */
  private static final int FIRST_SINGLE = 142;

  /** The page that tells which pages are in use, by a byte for each. */
  private static final int MAP_OF_USE = 1;

  private static final int MAP_START = 100;
  private static final int IN_USE = 0x60;

  @TempDir Path folder;
  private MdfTrial trial;

  @BeforeEach
  void inAFolder() {
    trial = new MdfTrial(folder);
  }

  /** Two tables of which the first has 3000 rows, and where its last page is. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record TwoTables(byte[] file, int lastPage, int firstIam, int secondIam) {
    static TwoTables of(int version, Protection protection) {
      MdfImage image = MdfImage.of(version, protection);
      MdfTableImage first = image.table("first", ID, NAME);
      for (int i = 0; i < 3000; i++) {
        first.row(i, "name " + i);
      }
      MdfTableImage second = image.table("second", ID).row(7);
      byte[] file = image.finish();
      return new TwoTables(file, first.page(), first.iamPage(), second.iamPage());
    }

    TwoTables with(int page, int offset, int... bytes) {
      for (int i = 0; i < bytes.length; i++) {
        file[page * SHEET + offset + i] = (byte) bytes[i];
      }
      return this;
    }

    /** The page that the catalog begins on. */
    int allocationUnits() {
      int at = 9 * SHEET + 612;
      return file[at] & 0xff | (file[at + 1] & 0xff) << 8;
    }

    TwoTables sealed(int page) {
      PageImage.seal(file, page * SHEET, Protection.CHECKSUM);
      return this;
    }
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  void everyProtectionIsRead(Protection protection) {
    for (int version : new int[] {611, 655, 852}) {
      Outcome outcome = trial.convert(TwoTables.of(version, protection).file);
      assertThat(outcome.rows().get("first")).hasSize(3000);
      for (int i = 0; i < 3000; i++) {
        assertThat(outcome.rows().get("first").get(i)).containsExactly("" + i, "name " + i);
      }
      assertThat(outcome.rows().get("second")).containsExactly(Arrays.asList("7"));
      assertThat(outcome.codes()).isEmpty();
    }
  }

  @Test
  void oneWrongBitFailsTheTableThatHasIt() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables.file[tables.lastPage * SHEET + 4000] ^= 1;
    Outcome outcome = trial.convert(tables.file);
    assertThat(outcome.failures()).containsExactly("first mdf-checksum");
    assertThat(outcome.result().failedTables().get(0).problem())
        .isEqualTo("t.mdf, table first: page " + tables.lastPage + " does not match its checksum");
    assertThat(outcome.rows()).containsOnlyKeys("second");
  }

  @Test
  void aDamagedPageIsReadWhenChecksumsAreIgnoredAndToldSo() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables.file[tables.lastPage * SHEET + 50] ^= 1; // in the header, where nothing is read
    Outcome outcome = trial.convert(tables.file, "ignore-checksum", "true");
    assertThat(outcome.rows().get("first")).hasSize(3000);
    assertThat(outcome.codes()).containsExactly("checksum-ignored");
    assertThat(outcome.messages().get(0)).endsWith(": 1, the first is page " + tables.lastPage);
  }

  @Test
  void aPageOfTheCatalogThatIsDamagedIsToldToo() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables.file[9 * SHEET + 50] ^= 1;
    assertThat(trial.failure(tables.file).problem())
        .isEqualTo("t.mdf: page 9 does not match its checksum");
    Outcome outcome = trial.convert(tables.file, "ignore-checksum", "true");
    assertThat(outcome.rows().get("first")).hasSize(3000);
    assertThat(outcome.messages().get(0)).contains("pages of the catalog").endsWith("is page 9");
  }

  @Test
  void aPageThatWasWrittenByHalvesFailsItsTable() {
    TwoTables tables = TwoTables.of(611, Protection.TORN_BITS);
    tables.file[tables.lastPage * SHEET + 512 * 7 + 511] ^= 1;
    Outcome outcome = trial.convert(tables.file);
    assertThat(outcome.failures()).containsExactly("first mdf-checksum");
    assertThat(outcome.result().failedTables().get(0).problem()).contains("torn bits differ");
    Outcome all = trial.convert(tables.file, "ignore-checksum", "true");
    assertThat(all.rows().get("first").get(2999)).containsExactly("2999", "name 2999");
    assertThat(all.codes()).containsExactly("checksum-ignored");
  }

  @Test
  void aPageThatIsNotTheOneAskedForFailsItsTable() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables.with(tables.lastPage, OWN_PAGE, 5, 0).sealed(tables.lastPage);
    assertThat(trial.convert(tables.file).result().failedTables().get(0).problem())
        .contains("page " + tables.lastPage + " is corrupt: its header says that it is page 1:5");
  }

  @Test
  void aTableBehindTheEndOfTheFileFailsAlone() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    int behind = tables.file.length / SHEET;
    tables.with(tables.secondIam, FIRST_SINGLE, behind & 0xff, behind >> 8, 0, 0, 1, 0);
    Outcome notInUse = trial.convert(tables.sealed(tables.secondIam).file);
    assertThat(notInUse.rows().get("second")).isEmpty();
    tables.with(MAP_OF_USE, MAP_START + behind, IN_USE).sealed(MAP_OF_USE);
    Outcome outcome = trial.convert(tables.file);
    assertThat(outcome.failures()).containsExactly("second mdf-truncated");
    assertThat(outcome.result().failedTables().get(0).problem())
        .contains("page " + behind + " is missing: the file ends after page " + (behind - 1));
  }

  @Test
  void aFileWithoutItsCatalogFails() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    int units = tables.allocationUnits();
    ForgeException failure = trial.failure(Arrays.copyOf(tables.file, units * SHEET));
    assertThat(failure.code()).isEqualTo("mdf-truncated");
    assertThat(failure.problem()).contains("page " + units + " is missing");
    assertThat(trial.failure(Arrays.copyOf(tables.file, 3 * SHEET)).code()).isEqualTo("not-mdf");
  }

  @Test
  void anotherDataFileIsNamed() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables.with(tables.firstIam, NEXT_PAGE, 9, 0, 0, 0, 3, 0).sealed(tables.firstIam);
    Outcome outcome = trial.convert(tables.file);
    assertThat(outcome.failures()).containsExactly("first mdf-several-files");
    assertThat(outcome.result().failedTables().get(0).problem())
        .contains("page 3:9 lies in data file 3");
  }

  @Test
  void aCircleOfListsOfPagesEnds() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    tables
        .with(tables.firstIam, NEXT_PAGE, tables.firstIam & 0xff, tables.firstIam >> 8, 0, 0, 1, 0)
        .sealed(tables.firstIam);
    assertThat(trial.convert(tables.file).result().failedTables().get(0).problem())
        .contains("a list of the table's pages comes twice");
  }

  @Test
  void twoTablesDoNotShareAPage() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    System.arraycopy(
        tables.file,
        tables.firstIam * SHEET + 96,
        tables.file,
        tables.secondIam * SHEET + 96,
        SHEET - 96);
    tables.sealed(tables.secondIam);
    Outcome outcome = trial.convert(tables.file);
    assertThat(outcome.failures()).containsExactly("second corrupt-mdf");
    assertThat(outcome.result().failedTables().get(0).problem()).contains("two tables");
    assertThat(outcome.rows().get("first")).hasSize(3000);
  }

  @Test
  void aCircleInTheCatalogEnds() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    int units = tables.allocationUnits();
    tables.with(units, NEXT_PAGE, units & 0xff, units >> 8, 0, 0).with(units, NEXT_FILE, 1, 0);
    tables.sealed(units);
    ForgeException failure = trial.failure(tables.file);
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("page " + units, "twice in a chain");
  }

  @Test
  void anUnreadableCatalogMayBeEncrypted() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    int units = tables.allocationUnits();
    for (int i = 96; i < SHEET; i++) {
      tables.file[units * SHEET + i] = (byte) (i * 37);
    }
    tables.sealed(units);
    ForgeException failure = trial.failure(tables.file);
    assertThat(failure.code()).isEqualTo("mdf-unreadable-catalog");
    assertThat(failure.problem()).contains("encrypted or of an unknown layout");
  }

  @Test
  void pagesThatAreNotInUseAreNotLookedAt() {
    TwoTables tables = TwoTables.of(852, Protection.CHECKSUM);
    byte[] longer = Arrays.copyOf(tables.file, tables.file.length + 8 * SHEET);
    Arrays.fill(longer, tables.file.length, longer.length, (byte) 0xEE);
    assertThat(trial.convert(longer).rows().get("first")).hasSize(3000);
  }

  @Test
  void manySlotsForOneRecordAreRefused() {
    MdfImage image = MdfImage.of();
    MdfTableImage table = image.table("t", ID, NAME).row(1, "x".repeat(2000));
    for (int i = 0; i < 100; i++) {
      table.slotAt(96);
    }
    assertThat(trial.failure(image.finish()).problem()).contains("its record overlaps others");
  }

  @Test
  void slotsThatPointNowhereAreCorrupt() {
    for (int offset : List.of(1, 95, 8186, 8192, 65_535)) {
      MdfImage image = MdfImage.of();
      image.table("t", ID).row(1).slotAt(offset);
      assertThat(trial.failure(image.finish()).problem())
          .contains("slot 1: it points to byte " + offset);
    }
  }
}
