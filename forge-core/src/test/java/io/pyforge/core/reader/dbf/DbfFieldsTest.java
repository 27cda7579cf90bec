package io.pyforge.core.reader.dbf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import org.junit.jupiter.api.Test;

/** What the bytes of each type of field become. */
class DbfFieldsTest {
  private static final int DBASE_3 = 0x03;
  private static final int VISUAL_FOXPRO = 0x30;
  private static final int DBASE_7 = 0x04;

  private static byte[] moment(int year, int month, int day, int millis) {
    long julian = LocalDate.of(year, month, day).getLong(JulianFields.JULIAN_DAY);
    return DbfFile.int64((long) millis << 32 | julian);
  }

  @Test
  void numbersHaveTheTypeThatTheirFieldDeclares() {
    DbfFile table =
        new DbfFile(DBASE_3)
            .field("A", 'N', 9)
            .field("B", 'N', 18)
            .field("C", 'N', 20)
            .field("D", 'N', 8, 2)
            .field("E", 'F', 20, 18)
            .field("F", 'N', 21, 4)
            .row("-5", "123456789012345678", "12345678901234567890", "-12.50", "0.5", "1.2");
    DbfRun run = DbfRun.of(table);
    assertThat(run.columns())
        .containsExactly(
            "A int32",
            "B int64",
            "C decimal(20,0)",
            "D decimal(7,2)",
            "E decimal(19,18)",
            "F decimal(20,4)");
    assertThat(run.rows().get(0))
        .containsExactly(
            "-5",
            "123456789012345678",
            "12345678901234567890",
            "-12.50",
            "0.500000000000000000",
            "1.2000");
    assertThat(run.notices()).isEmpty();
  }

  @Test
  void unusualSpellingsOfNumbersKeepTheirType() {
    DbfFile table = new DbfFile(DBASE_3).field("A", 'N', 9, 2);
    for (String text : new String[] {"007", ".5", "-.5", "+1", "1.", "2.500", "-0.00", "1e1", ""}) {
      table.row(text);
    }
    table.row(new byte[9]).row("12       ".getBytes(StandardCharsets.US_ASCII));
    DbfRun run = DbfRun.of(table);
    assertThat(run.columns()).containsExactly("A decimal(8,2)");
    assertThat(run.column(0))
        .containsExactly(
            "7.00", "0.50", "-0.50", "1.00", "1.00", "2.50", "0.00", "10.00", null, null, "12.00");
  }

  @Test
  void asterisksAreNullAndCounted() {
    DbfRun run = DbfRun.of(new DbfFile(DBASE_3).field("A", 'N', 3).row("***").row("1").row("***"));
    assertThat(run.columns()).containsExactly("A int32");
    assertThat(run.column(0)).containsExactly(null, "1", null);
    assertThat(run.notices().get("number-overflow")).contains("2 numbers").contains("record 1");
  }

  @Test
  void moreDecimalsThanDeclaredMakeTheColumnWider() {
    DbfRun run =
        DbfRun.of(new DbfFile(DBASE_3).field("A", 'N', 8, 2).row("99999.25").row("1.23456"));
    assertThat(run.columns()).containsExactly("A decimal(10,5)");
    assertThat(run.column(0)).containsExactly("99999.25000", "1.23456");
    assertThat(run.notices().get("type-widened")).contains("N(8,2)");
  }

  @Test
  void wholeNumbersThatFillTheFieldOfADecimalMakeItWider() {
    DbfRun run = DbfRun.of(new DbfFile(DBASE_3).field("A", 'N', 5, 2).row("12345").row("1.25"));
    assertThat(run.columns()).containsExactly("A decimal(7,2)");
    assertThat(run.column(0)).containsExactly("12345.00", "1.25");
  }

  @Test
  void numbersWithExponentsThatADecimalDoesNotHoldAreDoubles() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3)
                .field("A", 'F', 19, 11)
                .row("1.23456789012e-005")
                .row("1.00000000000e+001")
                .row("2.50000000000"));
    assertThat(run.columns()).containsExactly("A float64");
    assertThat(run.column(0)).containsExactly("1.23456789012E-5", "10.0", "2.5");
  }

  @Test
  void numbersThatNoDoubleKeepsBesideExponentsAreText() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3).field("A", 'N', 18, 1).row("1e30").row("1234567890123456.7"));
    assertThat(run.columns()).containsExactly("A text");
    assertThat(run.column(0)).containsExactly("1e30", "1234567890123456.7");
  }

  @Test
  void textAmongNumbersMakesTheColumnText() {
    DbfRun run = DbfRun.of(new DbfFile(DBASE_3).field("A", 'N', 5).row("12").row("n/a").row(""));
    assertThat(run.columns()).containsExactly("A text");
    assertThat(run.column(0)).containsExactly("12", "n/a", null);
  }

  @Test
  void valuesOfNoTypeAreNullOnRequest() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3)
                .field("A", 'N', 5)
                .field("B", 'D', 8)
                .field("C", 'L', 1)
                .row("n/a", "NotAYear", "x")
                .row("1", "20240229", "t"),
            "on-invalid-value",
            "null");
    assertThat(run.columns()).containsExactly("A int32", "B date", "C bool");
    assertThat(run.rows().get(0)).containsExactly(null, null, null);
    assertThat(run.rows().get(1)).containsExactly("1", "2024-02-29", "true");
    assertThat(run.notices().get("invalid-values"))
        .startsWith("3 values")
        .endsWith("record 1, field A");
  }

  @Test
  void datesAreDaysAndBlankOnesNull() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3)
                .field("A", 'D', 8)
                .row("19991231")
                .row("")
                .row("00000000")
                .row(new byte[8])
                .row("00010101"));
    assertThat(run.columns()).containsExactly("A date");
    assertThat(run.column(0)).containsExactly("1999-12-31", null, null, null, "0001-01-01");
  }

  @Test
  void aDateThatIsNoneMakesTheColumnText() {
    DbfRun run =
        DbfRun.of(new DbfFile(DBASE_3).field("A", 'D', 8).row("20230229").row("20240229").row(""));
    assertThat(run.columns()).containsExactly("A text");
    assertThat(run.column(0)).containsExactly("20230229", "20240229", null);
  }

  @Test
  void logicalsAreLettersAndTheQuestionMarkIsNull() {
    DbfFile table = new DbfFile(DBASE_3).field("A", 'L', 1);
    for (String letter : "TtYyFfNn? ".split("")) {
      table.row(letter);
    }
    DbfRun run = DbfRun.of(table);
    assertThat(run.column(0))
        .containsExactly(
            "true", "true", "true", "true", "false", "false", "false", "false", null, null);
    assertThat(DbfRun.of(new DbfFile(DBASE_3).field("A", 'L', 1).row("T").row("1")).columns())
        .containsExactly("A text");
  }

  @Test
  void textIsTrimmedOnTheRightOnly() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3)
                .field("A", 'C', 20)
                .row("  two words")
                .row("")
                .row(new byte[20])
                .row("a\0b"));
    assertThat(run.column(0)).containsExactly("  two words", null, null, "a\0b");
  }

  @Test
  void textsOf256BytesAndMoreKeepTheUpperByteOfTheirLengthInTheDecimals() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_3).field("A", 'C', 700).field("B", 'N', 3).row("x".repeat(600), 5));
    assertThat(run.rows().get(0)).containsExactly("x".repeat(600), "5");
  }

  @Test
  void visualFoxProHasBinaryNumbers() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(VISUAL_FOXPRO)
                .field("I", 'I', 4)
                .field("B", 'B', 8, 3)
                .field("Y", 'Y', 8, 4)
                .field("T", 'T', 8)
                .row(
                    DbfFile.int32(Integer.MIN_VALUE),
                    DbfFile.int64(Double.doubleToRawLongBits(-0.1)),
                    DbfFile.int64(Long.MIN_VALUE),
                    moment(1899, 12, 30, 43_200_123))
                .row(
                    DbfFile.int32(7),
                    DbfFile.int64(Double.doubleToRawLongBits(1e300)),
                    DbfFile.int64(12_345),
                    new byte[8]));
    assertThat(run.columns())
        .containsExactly("I int32", "B float64", "Y decimal(19,4)", "T timestamp");
    assertThat(run.rows().get(0))
        .containsExactly("-2147483648", "-0.1", "-922337203685477.5808", "1899-12-30T12:00:00.123");
    assertThat(run.rows().get(1)).containsExactly("7", "1.0E300", "1.2345", null);
  }

  @Test
  void timesOutsideTheCalendarAreNullAndCounted() {
    DbfRun run =
        DbfRun.of(
            new DbfFile(VISUAL_FOXPRO)
                .field("T", 'T', 8)
                .row(DbfFile.int64(5))
                .row(moment(9999, 12, 31, 0)));
    assertThat(run.column(0)).containsExactly(null, "9999-12-31T00:00:00");
    assertThat(run.notices().get("invalid-times")).startsWith("1 ");
  }

  @Test
  void nullFlagsTellNullFromBlankAndTheLengthOfVarchars() {
    DbfFile table =
        new DbfFile(0x32)
            .field("N", 'C', 4, 0, 2)
            .field("V", 'V', 5, 0, 2)
            .field("I", 'I', 4, 0, 2)
            .field("Q", 'Q', 3)
            .field("_NullFlags", '0', 1, 0, 5);
    // Bits: N is null, V has its length in its last byte, V is null, I is null, Q has its length.
    table.row("ab", "full!", DbfFile.int32(1), DbfFile.bytes(1, 2, 3), DbfFile.bytes(0));
    table.row(
        "",
        DbfFile.bytes('x', ' ', 0, 0, 2),
        DbfFile.int32(2),
        DbfFile.bytes(9, 0, 1),
        DbfFile.bytes(0b10010));
    table.row("", "", DbfFile.int32(0), DbfFile.bytes(0, 0, 0), DbfFile.bytes(0b11101));
    DbfRun run = DbfRun.of(table);
    assertThat(run.columns()).containsExactly("N text", "V text", "I int32", "Q binary");
    assertThat(run.rows().get(0)).startsWith("ab", "full!", "1");
    assertThat(run.rows().get(1)).startsWith("", "x ", "2");
    assertThat(run.rows().get(2)).startsWith(null, null, null);
    assertThat(run.column(3).get(0)).isNotEqualTo(run.column(3).get(1));
  }

  @Test
  void dBase7HasSortableNumbers() {
    long epoch =
        LocalDateTime.of(1, 1, 1, 0, 0)
            .until(LocalDateTime.of(2024, 3, 15, 14, 30, 5), ChronoUnit.MILLIS);
    DbfRun run =
        DbfRun.of(
            new DbfFile(DBASE_7)
                .field("Long name of a column", '+', 4)
                .field("I", 'I', 4)
                .field("O", 'O', 8)
                .field("T", '@', 8)
                .row(
                    DbfFile.bytes(0x80, 0, 0, 1),
                    DbfFile.bytes(0x7F, 0xFF, 0xFF, 0xFE),
                    DbfFile.bigInt64(Double.doubleToRawLongBits(2.5) ^ Long.MIN_VALUE),
                    DbfFile.bigInt64(Double.doubleToRawLongBits(epoch)))
                .row(
                    DbfFile.bytes(0x80, 0, 0, 2),
                    new byte[4],
                    DbfFile.bigInt64(~Double.doubleToRawLongBits(-2.5)),
                    moment(2024, 3, 15, 1000))
                .row(DbfFile.bytes(0x80, 0, 0, 3), new byte[4], new byte[8], new byte[8]));
    assertThat(run.columns())
        .containsExactly("Long name of a column int32", "I int32", "O float64", "T timestamp");
    assertThat(run.rows().get(0)).containsExactly("1", "-2", "2.5", "2024-03-15T14:30:05");
    assertThat(run.rows().get(1)).containsExactly("2", null, "-2.5", "2024-03-15T00:00:01");
    assertThat(run.rows().get(2)).containsExactly("3", null, null, null);
  }

  @Test
  void fieldsOfUnknownTypesAreTheirBytes() {
    DbfRun run =
        DbfRun.of(new DbfFile(DBASE_3).field("A", 'Z', 2).row(DbfFile.bytes(1, 2)).row(""));
    assertThat(run.columns()).containsExactly("A binary");
    assertThat(run.column(0).get(0)).isNotNull();
    assertThat(run.column(0).get(1)).isNull();
  }
}
