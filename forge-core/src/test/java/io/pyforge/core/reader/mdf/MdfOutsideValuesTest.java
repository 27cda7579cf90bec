package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.MdfTrial.Outcome;
import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.core.reader.mdf.testing.Outside;
import io.pyforge.core.reader.mdf.testing.Outside.Form;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are on pages of their own. */
class MdfOutsideValuesTest {
  private static final MdfColumn ID = MdfColumn.integer("id").notNull();

  @TempDir Path folder;
  private MdfTrial trial;
  private MdfImage image;

  @BeforeEach
  void inAFolder() {
    trial = new MdfTrial(folder);
    image = MdfImage.of();
  }

  private static byte[] some(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"ROOT", "ROOT_OF_2000", "TREE", "INLINE_ROOT"})
  void aValueOfAnyFormIsRead(Form form) {
    byte[] large = some(1, 90_001);
    byte[] small = some(2, 10);
    image
        .table("t", ID, MdfColumn.varbinary("v", -1), MdfColumn.image("i"))
        .row(1, new Outside(large, form), null)
        .row(2, small, null)
        .row(3, null, form == Form.INLINE_ROOT ? null : new Outside(large, form));
    String expected = base64(large);
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(
            Arrays.asList("1", expected, null),
            Arrays.asList("2", base64(small), null),
            Arrays.asList("3", null, form == Form.INLINE_ROOT ? null : expected));
  }

  @Test
  void aShortValueIsReadFromItsRoot() {
    image
        .table("t", MdfColumn.image("i"), MdfColumn.ntext("n"))
        .row(
            new Outside(some(3, 64), Form.SMALL_ROOT),
            new Outside("hé".getBytes(StandardCharsets.UTF_16LE), Form.SMALL_ROOT))
        .row(new Outside(new byte[0], Form.SMALL_ROOT), null);
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(Arrays.asList(base64(some(3, 64)), "hé"), Arrays.asList("", null));
  }

  @Test
  void aValueThatDidNotFitItsRowIsRead() {
    image
        .table("t", ID, MdfColumn.varchar("a", 8000, MdfColumn.LATIN1))
        .row(1, new Outside("x".repeat(7000).getBytes(StandardCharsets.US_ASCII), Form.OVERFLOW));
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(Arrays.asList("1", "x".repeat(7000)));
  }

  @Test
  void textThatIsCutBetweenPagesIsWhole() {
    String unicode = "a\uD83D\uDE00日".repeat(12_000);
    String latin = "né€ ".repeat(9_000);
    image
        .table(
            "t",
            MdfColumn.nvarchar("n", -1),
            MdfColumn.ntext("nt"),
            MdfColumn.text("t", MdfColumn.LATIN1))
        .row(
            new Outside(unicode.getBytes(StandardCharsets.UTF_16LE), Form.INLINE_ROOT),
            new Outside(unicode.getBytes(StandardCharsets.UTF_16LE), Form.TREE),
            new Outside(latin.getBytes(Charset.forName("windows-1252")), Form.ROOT));
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(Arrays.asList(unicode, unicode, latin));
  }

  @Test
  void aPointerToNoValueIsNull() {
    image
        .table("t", ID, MdfColumn.image("i"), MdfColumn.ntext("n"))
        .row(1, new Outside(new byte[0], Form.NULL_ROOT), null)
        .row(2, new Outside(some(1, 5), Form.SMALL_ROOT), new Outside(null, Form.NULL_ROOT))
        .row(3, null, new Outside(new byte[] {'x', 0}, Form.SMALL_ROOT));
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(
            Arrays.asList("1", null, null),
            Arrays.asList("2", base64(some(1, 5)), null),
            Arrays.asList("3", null, "x"));
  }

  @Test
  void aPointerToNoValueIsCorruptWhereThereMustBeOne() {
    image.table("t", MdfColumn.image("i").notNull()).row(new Outside(null, Form.NULL_ROOT));
    assertThat(trial.failure(image.finish()).code()).isEqualTo("corrupt-mdf");
  }

  @Test
  void manyLargeValuesAreCutIntoPiecesInOrder() {
    MdfTableImage table = image.table("t", ID, MdfColumn.varbinary("v", -1));
    int rows = 60;
    for (int i = 0; i < rows; i++) {
      table.row(i, new Outside(some(i, 700_000), i % 2 == 0 ? Form.ROOT : Form.TREE));
    }
    byte[] file = image.finish();
    Outcome outcome = trial.convert(file);
    assertThat(outcome.only()).hasSize(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(outcome.only().get(i).equals(Arrays.asList("" + i, base64(some(i, 700_000)))))
          .as("row %d", i)
          .isTrue();
    }
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void aValueBeyondTheLimitFailsItsTable() {
    image.table("t", ID, MdfColumn.image("i")).row(1, new Outside(some(1, 5000), Form.ROOT));
    byte[] file = image.finish();
    ForgeException failure = trial.failure(file, "max-row-bytes", "4999");
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("row-too-long");
    assertThat(failure.problem()).contains("slot 0: column i has 5000 bytes", "limit of 4999");
    assertThat(failure.remedy()).contains("--max-row-bytes");
    assertThat(trial.convert(file, "max-row-bytes", "5000").only()).hasSize(1);
  }

  @Test
  void valuesThatShareTheirPagesAreRefusedBeforeTheyFillTheDisk() {
    MdfTableImage table = image.table("t", ID, MdfColumn.varbinary("v", -1));
    byte[] pointer = table.pointerTo(new Outside(some(1, 500_000), Form.ROOT));
    for (int i = 0; i < 1000; i++) {
      table.row(i, new Outside(pointer, Form.AS_IT_IS));
    }
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("they overlap");
  }

  @Test
  void aPointerOfUnknownKindFailsItsTable() {
    byte[] sparse = new byte[30];
    sparse[0] = 5;
    image
        .table("t", ID, MdfColumn.varbinary("v", -1))
        .row(1, new Outside(some(1, 100), Form.ROOT))
        .row(2, new Outside(sparse, Form.AS_IT_IS));
    image.table("other", ID).row(1);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.failures()).containsExactly("t mdf-unsupported-value");
    assertThat(outcome.result().failedTables().get(0).problem())
        .contains("slot 1, column v: a pointer of unknown kind 5 and 30 bytes");
  }

  @Test
  void aPointerToAPageOfRowsIsCorrupt() {
    byte[] pointer = new byte[16];
    MdfTableImage table = image.table("t", ID, MdfColumn.varbinary("v", -1));
    pointer[8] = (byte) table.page();
    pointer[12] = 1;
    table.row(1, new Outside(some(1, 100), Form.ROOT)).row(2, new Outside(pointer, Form.AS_IT_IS));
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("a large value points to it");
  }

  @Test
  void aTreeThatBitesItsTailEnds() {
    MdfTableImage table = image.table("t", ID, MdfColumn.varbinary("v", -1));
    byte[] pointer = table.pointerToLoop();
    table.row(1, new Outside(pointer, Form.AS_IT_IS));
    ForgeException failure = trial.failure(image.finish());
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("more than 16 levels");
  }

  @Test
  void aPartOfAnotherSizeIsCorrupt() {
    MdfTableImage table = image.table("t", ID, MdfColumn.varbinary("v", -1));
    byte[] pointer = table.pointerTo(new Outside(some(1, 100), Form.INLINE_ROOT));
    pointer[12]++;
    table.row(1, new Outside(pointer, Form.AS_IT_IS));
    assertThat(trial.failure(image.finish()).problem()).contains("has 100 bytes instead of 101");
  }

  @Test
  void aPointerIntoATableWithoutSuchPagesIsCorrupt() {
    image
        .table("t", ID, MdfColumn.varbinary("v", -1))
        .row(1, new Outside(new byte[16], Form.AS_IT_IS));
    assertThat(trial.failure(image.finish()).problem()).contains("that its table does not have");
  }
}
