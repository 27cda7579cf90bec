package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.mdf.MdfTrial.Outcome;
import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the values of each type. */
class MdfTypesTest {
  @TempDir Path folder;
  private MdfTrial trial;

  @BeforeEach
  void inAFolder() {
    trial = new MdfTrial(folder);
  }

  private Outcome column(MdfColumn column, Object... values) {
    return trial.convert(file(column, values));
  }

  private static byte[] file(MdfColumn column, Object... values) {
    MdfImage image = MdfImage.of();
    MdfTableImage table = image.table("t", column);
    for (Object value : values) {
      table.row(value);
    }
    return image.finish();
  }

  @Test
  void integersKeepTheirWidthAndTinyintHasNoSign() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.tinyint("a").notNull(),
            MdfColumn.smallint("b"),
            MdfColumn.integer("c"),
            MdfColumn.bigint("d"))
        .row(0, Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE)
        .row(255, Short.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE)
        .row(1, null, null, null);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.onlyTypes()).isEqualTo("a int32 not null, b int32, c int32, d int64");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("0", "-32768", "-2147483648", "-9223372036854775808"),
            Arrays.asList("255", "32767", "2147483647", "9223372036854775807"),
            Arrays.asList("1", null, null, null));
  }

  @Test
  void bitsShareBytesAndAreToldApart() {
    MdfImage image = MdfImage.of();
    MdfColumn[] columns = new MdfColumn[10];
    Object[] values = new Object[10];
    Object[] opposite = new Object[10];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = MdfColumn.bit("b" + i);
      values[i] = i % 3 == 0;
      opposite[i] = i == 5 ? null : i % 3 != 0;
    }
    image.table("t", columns).row(values).row(opposite);
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(
            Arrays.asList(
                "true", "false", "false", "true", "false", "false", "true", "false", "false",
                "true"),
            Arrays.asList(
                "false", "true", "true", "false", "true", null, "false", "true", "true", "false"));
  }

  @Test
  void floatingNumbersAreThoseOfTheFile() {
    MdfImage image = MdfImage.of();
    image
        .table("t", MdfColumn.real("r"), MdfColumn.floating("f"))
        .row(0.1f, 0.1)
        .row(-3.4028235e38f, Double.MIN_VALUE);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.onlyTypes()).isEqualTo("r float32, f float64");
    assertThat(outcome.only())
        .containsExactly(Arrays.asList("0.1", "0.1"), Arrays.asList("-3.4028235E38", "4.9E-324"));
  }

  @Test
  void moneyIsADecimalOfFourPlaces() {
    MdfImage image = MdfImage.of();
    image
        .table("t", MdfColumn.money("m"), MdfColumn.smallmoney("s"))
        .row(new BigDecimal("922337203685477.5807"), new BigDecimal("214748.3647"))
        .row(new BigDecimal("-922337203685477.5808"), new BigDecimal("-214748.3648"));
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.onlyTypes()).isEqualTo("m decimal(19,4), s decimal(10,4)");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("922337203685477.5807", "214748.3647"),
            Arrays.asList("-922337203685477.5808", "-214748.3648"));
  }

  @Test
  void decimalsOfAllWidthsAreExact() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.decimal("a", 9, 2),
            MdfColumn.decimal("b", 18, 0),
            MdfColumn.decimal("c", 19, 19),
            MdfColumn.decimal("d", 28, 3),
            MdfColumn.decimal("e", 38, 10))
        .row(
            new BigDecimal("-9999999.99"),
            new BigDecimal("999999999999999999"),
            new BigDecimal("-0.9999999999999999999"),
            new BigDecimal("-9999999999999999999999999.999"),
            new BigDecimal("-9999999999999999999999999999.9999999999"))
        .row(
            new BigDecimal("0.01"),
            new BigDecimal("-1"),
            new BigDecimal("0.0000000000000000001"),
            new BigDecimal("18446744073709551.616"),
            new BigDecimal("9999999999999999999999999999.9999999999"));
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(
            Arrays.asList(
                "-9999999.99",
                "999999999999999999",
                "-0.9999999999999999999",
                "-9999999999999999999999999.999",
                "-9999999999999999999999999999.9999999999"),
            Arrays.asList(
                "0.01",
                "-1",
                "0.0000000000000000001",
                "18446744073709551.616",
                "9999999999999999999999999999.9999999999"));
  }

  @Test
  void aDecimalOfMoreDigitsThanItsColumnIsCorrupt() {
    byte[] tenDigits = {1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    ForgeException failure = trial.failure(file(MdfColumn.decimal("d", 9, 0), (Object) tenDigits));
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("corrupt-mdf");
    assertThat(failure.problem()).contains("table t", "slot 0", "column d");
  }

  @Test
  void datesAndTimesKeepTheirWholeRange() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.date("d"),
            MdfColumn.datetime("dt"),
            MdfColumn.smalldatetime("sdt"),
            MdfColumn.time("t0", 0),
            MdfColumn.time("t4", 4),
            MdfColumn.datetime2("d3", 3),
            MdfColumn.datetime2("d6", 6))
        .row(
            LocalDate.of(1, 1, 1),
            LocalDateTime.of(1753, 1, 1, 0, 0),
            LocalDateTime.of(1900, 1, 1, 0, 0),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            LocalDateTime.of(1, 1, 1, 0, 0),
            LocalDateTime.of(1, 1, 1, 0, 0, 0, 1000))
        .row(
            LocalDate.of(9999, 12, 31),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 997_000_000),
            LocalDateTime.of(2079, 6, 6, 23, 59),
            LocalTime.of(23, 59, 59),
            LocalTime.of(23, 59, 59, 999_900_000),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000));
    Outcome outcome = trial.convert(image.finish(), "time-type", "time");
    assertThat(outcome.onlyTypes())
        .isEqualTo(
            "d date, dt timestamp, sdt timestamp, t0 time, t4 time, d3 timestamp, d6 timestamp");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList(
                "0001-01-01",
                "1753-01-01T00:00:00",
                "1900-01-01T00:00:00",
                "00:00:00",
                "00:00:00",
                "0001-01-01T00:00:00",
                "0001-01-01T00:00:00.000001"),
            Arrays.asList(
                "9999-12-31",
                "9999-12-31T23:59:59.997",
                "2079-06-06T23:59:00",
                "23:59:59",
                "23:59:59.9999",
                "9999-12-31T23:59:59.999",
                "9999-12-31T23:59:59.999999"));
  }

  @Test
  void datetimeIsRoundedToMillisecondsAsTheServerShowsThem() {
    byte[][] ticks = new byte[4][];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = new byte[] {(byte) i, 0, 0, 0, 0, 0, 0, 0};
    }
    assertThat(column(MdfColumn.datetime("d"), (Object[]) ticks).only())
        .containsExactly(
            Arrays.asList("1900-01-01T00:00:00"),
            Arrays.asList("1900-01-01T00:00:00.003"),
            Arrays.asList("1900-01-01T00:00:00.007"),
            Arrays.asList("1900-01-01T00:00:00.01"));
  }

  @Test
  void timesOfSevenPlacesStayTimesAsLongAsMicrosecondsHoldThem() {
    Outcome outcome =
        column(
            MdfColumn.datetime2("d", 7),
            LocalDateTime.of(2024, 5, 1, 10, 0, 0, 123_456_000),
            LocalDateTime.of(2024, 5, 1, 10, 0));
    assertThat(outcome.onlyTypes()).isEqualTo("d timestamp");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("2024-05-01T10:00:00.123456"), Arrays.asList("2024-05-01T10:00:00"));
  }

  @Test
  void timesThatMicrosecondsDoNotHoldBecomeText() {
    MdfImage image = MdfImage.of();
    image
        .table("t", MdfColumn.datetime2("d", 7), MdfColumn.time("t", 7))
        .row(LocalDateTime.of(2024, 5, 1, 10, 0), LocalTime.of(1, 2, 3, 100))
        .row(null, null)
        .row(LocalDateTime.of(2024, 5, 1, 10, 0, 0, 123_456_700), LocalTime.of(1, 2, 3));
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.onlyTypes()).isEqualTo("d text, t text");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("2024-05-01T10:00:00", "01:02:03.0000001"),
            Arrays.asList(null, null),
            Arrays.asList("2024-05-01T10:00:00.1234567", "01:02:03"));
  }

  @Test
  void aLateValueOfSevenPlacesStartsTheTableAgain() {
    MdfImage image = MdfImage.of();
    MdfTableImage table = image.table("t", MdfColumn.integer("id"), MdfColumn.datetime2("d", 7));
    int rows = 20_000;
    for (int i = 1; i < rows; i++) {
      table.row(i, LocalDateTime.of(2024, 5, 1, 10, 0));
    }
    table.row(rows, LocalDateTime.of(2024, 5, 1, 10, 0, 0, 100));
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.codes()).containsExactly("type-widened");
    assertThat(outcome.messages().get(0)).contains("table t, column d", "seven places");
    assertThat(outcome.only()).hasSize(rows);
    assertThat(outcome.only().get(0)).containsExactly("1", "2024-05-01T10:00:00");
    assertThat(outcome.only().get(rows - 1))
        .containsExactly("20000", "2024-05-01T10:00:00.0000001");
  }

  @Test
  void offsetsOfNoneAreInstants() {
    Outcome outcome =
        column(MdfColumn.datetimeoffset("d", 3), OffsetDateTime.parse("2024-05-01T10:00:00.5Z"));
    assertThat(outcome.onlyTypes()).isEqualTo("d timestamp_utc");
    assertThat(outcome.only()).containsExactly(Arrays.asList("2024-05-01T10:00:00.5Z"));
  }

  @Test
  void otherOffsetsAreKeptAsText() {
    Outcome outcome =
        column(
            MdfColumn.datetimeoffset("d", 3),
            OffsetDateTime.parse("2024-05-01T10:00:00Z"),
            OffsetDateTime.parse("2024-12-31T23:30:00.25-05:30"),
            OffsetDateTime.parse("2024-01-01T00:30:00+02:00"));
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("2024-05-01T10:00:00+00:00"),
            Arrays.asList("2024-12-31T23:30:00.25-05:30"),
            Arrays.asList("2024-01-01T00:30:00+02:00"));
  }

  @Test
  void bytesThatAreNoTimeAreCorrupt() {
    byte[] tooLate = {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0};
    assertThat(trial.failure(file(MdfColumn.datetime("d"), (Object) tooLate)).code())
        .isEqualTo("corrupt-mdf");
    byte[] afterDays = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    assertThat(trial.failure(file(MdfColumn.date("d"), (Object) afterDays)).code())
        .isEqualTo("corrupt-mdf");
    assertThat(trial.failure(file(MdfColumn.time("d", 2), (Object) afterDays)).code())
        .isEqualTo("corrupt-mdf");
  }

  @Test
  void aGuidIsShownAsTheServerShowsItInLowerCase() {
    UUID guid = UUID.fromString("40e28a32-2b9d-6bd0-778d-45a6764b21c9");
    Outcome outcome = column(MdfColumn.guid("g"), guid, null);
    assertThat(outcome.onlyTypes()).isEqualTo("g text");
    assertThat(outcome.only())
        .containsExactly(Arrays.asList(guid.toString()), Arrays.asList((String) null));
  }

  @Test
  void textOfACodePageIsThatOfItsCollation() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.varchar("latin", 50, MdfColumn.LATIN1),
            MdfColumn.varchar("cyrillic", 50, MdfColumn.CYRILLIC),
            MdfColumn.varchar("japanese", 50, MdfColumn.JAPANESE),
            MdfColumn.varchar("database", 50, 0))
        .row("café € 10", "Москва", "東京 tower", "naïve")
        .row("plain ascii text", "plain", "plain", "");
    assertThat(trial.convert(image.finish()).only())
        .containsExactly(
            Arrays.asList("café € 10", "Москва", "東京 tower", "naïve"),
            Arrays.asList("plain ascii text", "plain", "plain", ""));
  }

  @Test
  void bytesThatWindows1252LeavesOpenAreControlCharacters() {
    byte[] munich = {'M', (byte) 0x81, 'n', 'c', 'h', 'e', 'n'};
    MdfColumn column = MdfColumn.varchar("c", 20, MdfColumn.LATIN1);
    assertThat(column(column, (Object) munich).only())
        .containsExactly(Arrays.asList("M\u0081nchen"));
    assertThat(trial.convert(file(column, (Object) munich), "encoding", "IBM850").only())
        .containsExactly(Arrays.asList("München"));
  }

  @Test
  void anEncodingThatIsNotLikeAsciiIsTakenAtItsWord() {
    byte[] hello = "hello".getBytes(Charset.forName("IBM037"));
    byte[] low = {0x40, 0x4B}; // a blank and a full stop
    MdfColumn column = MdfColumn.varchar("c", 20, MdfColumn.LATIN1);
    assertThat(trial.convert(file(column, hello, low), "encoding", "IBM037").only())
        .containsExactly(Arrays.asList("hello"), Arrays.asList(" ."));
  }

  @Test
  void collationsOfUtf8AreThoseOf2019AndLater() {
    byte[] utf8 = "é".getBytes(StandardCharsets.UTF_8);
    int collation = MdfColumn.LATIN1 & 0xffff | 0x40000;
    String[] expected = {"Ã©", "é"};
    int[] versions = {852, 904};
    for (int i = 0; i < versions.length; i++) {
      MdfImage image = MdfImage.of(versions[i], Protection.CHECKSUM);
      image.table("t", MdfColumn.varchar("c", 20, collation)).row((Object) utf8);
      assertThat(trial.convert(image.finish()).only()).containsExactly(Arrays.asList(expected[i]));
    }
  }

  @Test
  void theCodePageOfEveryCollationIsThere() {
    for (int locale = 0; locale < 256; locale++) {
      assertThat(CodePage.ofCollation(0xd000 | locale).isAscii()).isTrue();
    }
    for (int sortOrder = 1; sortOrder < 256; sortOrder++) {
      assertThat(CodePage.ofCollation(sortOrder << 24 | 0xd008).isAscii()).isTrue();
    }
    assertThat(CodePage.ofCollation(0x3400d008).name()).isEqualTo("windows-1252");
    assertThat(CodePage.ofCollation(0x1e00d008).name()).isEqualTo("IBM437");
    assertThat(CodePage.ofCollation(0xd011).name()).isEqualTo("x-windows-949");
    assertThat(CodePage.ofCollation(0x4d009).name()).isEqualTo("UTF-8");
  }

  @Test
  void bytesThatAreNoTextAreAFailureOrReplaced() {
    byte[] half = {'a', (byte) 0x81};
    byte[] file = file(MdfColumn.varchar("c", 20, MdfColumn.JAPANESE), half, "b");
    ForgeException failure = trial.failure(file);
    assertThat(failure.code()).isEqualTo("invalid-text");
    assertThat(failure.problem()).contains("column c", "windows-31j");
    Outcome outcome = trial.convert(file, "on-invalid-text", "replace");
    assertThat(outcome.only()).containsExactly(Arrays.asList("a\uFFFD"), Arrays.asList("b"));
    assertThat(outcome.codes()).containsExactly("invalid-text-replaced");
  }

  @Test
  void unicodeTextIsThatOfUtf16() {
    String long4 = "0123456789abcdef".repeat(20) + "é€\uD83D\uDE00" + "xyz".repeat(7);
    assertThat(column(MdfColumn.nvarchar("n", 400), long4, "", "ab", null, "日本語テキスト").only())
        .containsExactly(
            Arrays.asList(long4),
            Arrays.asList(""),
            Arrays.asList("ab"),
            Arrays.asList((String) null),
            Arrays.asList("日本語テキスト"));
  }

  @Test
  void halfOfASurrogatePairIsAFailureOrReplaced() {
    byte[] half = {'a', 0, 0x3D, (byte) 0xD8, 'b', 0};
    byte[] file = file(MdfColumn.nvarchar("n", 10), (Object) half);
    assertThat(trial.failure(file).code()).isEqualTo("invalid-text");
    Outcome outcome = trial.convert(file, "on-invalid-text", "replace");
    assertThat(outcome.only()).containsExactly(Arrays.asList("a\uFFFDb"));
    assertThat(outcome.messages().get(0)).contains(": 1, the first in table t");
  }

  @Test
  void halfOfACharacterIsCorrupt() {
    assertThat(
            trial
                .failure(file(MdfColumn.nvarchar("n", 10), (Object) new byte[] {'a', 0, 'b'}))
                .code())
        .isEqualTo("corrupt-mdf");
  }

  @Test
  void blanksOfFixedLengthStayUnlessTheyAreTrimmed() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.character("c", 5, MdfColumn.LATIN1),
            MdfColumn.nchar("n", 5),
            MdfColumn.varchar("v", 5, MdfColumn.LATIN1))
        .row("a b", "ü", "v  ")
        .row("", "", "");
    byte[] file = image.finish();
    assertThat(trial.convert(file).only())
        .containsExactly(
            Arrays.asList("a b  ", "ü    ", "v  "), Arrays.asList("     ", "     ", ""));
    assertThat(trial.convert(file, "trim-char", "true").only())
        .containsExactly(Arrays.asList("a b", "ü", "v  "), Arrays.asList("", "", ""));
  }

  @Test
  void bytesAreKeptAsTheyAre() {
    MdfImage image = MdfImage.of();
    image
        .table(
            "t",
            MdfColumn.binary("b", 3),
            MdfColumn.varbinary("v", 10),
            MdfColumn.rowversion("r"),
            MdfColumn.clr("c"))
        .row(
            new byte[] {1, 2, 3},
            new byte[] {-1},
            new byte[] {0, 0, 0, 0, 0, 0, 7, -47},
            new byte[] {5})
        .row(new byte[] {0, 0, 0}, new byte[0], new byte[8], null);
    Outcome outcome = trial.convert(image.finish());
    assertThat(outcome.onlyTypes()).isEqualTo("b binary, v binary, r binary, c binary");
    assertThat(outcome.only())
        .containsExactly(
            Arrays.asList("AQID", "/w==", "AAAAAAAAB9E=", "BQ=="),
            Arrays.asList("AAAA", "", "AAAAAAAAAAA=", null));
  }

  @Test
  void xmlIsBytesAndToldSo() {
    Outcome outcome = column(MdfColumn.xml("x"), (Object) new byte[] {(byte) 0xDF, (byte) 0xFF, 1});
    assertThat(outcome.only()).containsExactly(Arrays.asList("3/8B"));
    assertThat(outcome.codes()).containsExactly("xml-as-bytes");
  }

  @Test
  void variantsAreTextOfTheirOwnTypes() {
    byte[] ascii = "abc".getBytes(StandardCharsets.US_ASCII);
    byte[] cyrillic = "Да".getBytes(Charset.forName("windows-1251"));
    Outcome outcome =
        column(
            MdfColumn.variant("v"),
            variant(56, new byte[0], new byte[] {-2, -1, -1, -1}),
            variant(104, new byte[0], new byte[] {1}),
            variant(62, new byte[0], new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x3F}),
            variant(106, new byte[] {5, 2}, new byte[] {0, 0x1a, 4, 0, 0}),
            variant(60, new byte[0], new byte[] {(byte) 0xdc, 0x0c, 3, 0, 0, 0, 0, 0}),
            variant(167, new byte[] {3, 0, 8, (byte) 0xd0, 0, 0x34}, ascii),
            variant(167, new byte[] {3, 0, 0x15, (byte) 0xd0, 0, 0}, cyrillic),
            variant(231, new byte[] {2, 0, 0, 0, 0, 0}, new byte[] {'h', 0, 'i', 0}),
            variant(165, new byte[] {9, 0}, new byte[] {1, 2, 3}),
            variant(40, new byte[0], new byte[] {0x20, 0x21, 0x0b}),
            variant(
                42,
                new byte[] {7},
                new byte[] {0x10, 0x2d, 0x4e, (byte) 0xae, 7, (byte) 0xe5, 0x3a, 0x0b}),
            variant(61, new byte[0], new byte[] {0, 0, 0, 0, 0x77, (byte) 0x82, 0, 0}),
            variant(
                36,
                new byte[0],
                new byte[] {
                  0x32,
                  (byte) 0x8a,
                  (byte) 0xe2,
                  0x40,
                  (byte) 0x9d,
                  0x2b,
                  (byte) 0xd0,
                  0x6b,
                  0x77,
                  (byte) 0x8d,
                  0x45,
                  (byte) 0xa6,
                  0x76,
                  0x4b,
                  0x21,
                  (byte) 0xc9
                }),
            null);
    assertThat(outcome.codes()).containsExactly("variant-as-text");
    assertThat(outcome.only().stream().map(row -> row.get(0)))
        .containsExactly(
            "-2",
            "true",
            "1.5",
            "-10.50",
            "19.9900",
            "abc",
            "Да",
            "hi",
            "AQID",
            "1997-12-19",
            "2016-01-11T00:54:58.913",
            "1991-06-12T00:00:00",
            "40e28a32-2b9d-6bd0-778d-45a6764b21c9",
            null);
  }

  private static byte[] variant(int type, byte[] properties, byte[] value) {
    byte[] all = Arrays.copyOf(new byte[] {(byte) type, 1}, 2 + properties.length + value.length);
    System.arraycopy(properties, 0, all, 2, properties.length);
    System.arraycopy(value, 0, all, 2 + properties.length, value.length);
    return all;
  }

  @Test
  void aVariantThatIsNoValueIsCorrupt() {
    for (byte[] bytes : new byte[][] {{56}, {56, 2, 0, 0, 0, 0}, {56, 1, 0}, {99, 1}, {42, 1, 9}}) {
      assertThat(trial.failure(file(MdfColumn.variant("v"), (Object) bytes)).code())
          .isEqualTo("corrupt-mdf");
    }
  }

  @Test
  void aTypeThatIsNotKnownFailsItsTable() {
    ForgeException failure =
        trial.failure(file(MdfColumn.ofType("odd", 77, 4), (Object) new byte[4]));
    assertThat(failure.code()).isEqualTo("mdf-unsupported-column");
    assertThat(failure.problem()).contains("table t", "column odd is of type 77");
  }
}
