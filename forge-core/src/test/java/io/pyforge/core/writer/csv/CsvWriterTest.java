package io.pyforge.core.writer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
  @Test
  void everyTypeInItsPlainForm() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("b", new ColumnType.Bool()),
            Field.of("i", new ColumnType.Int64()),
            Field.of("f", new ColumnType.Float64()),
            Field.of("d", new ColumnType.Decimal(9, 2)),
            Field.of("w", new ColumnType.Decimal(38, 4)),
            Field.of("x", new ColumnType.Binary()),
            Field.of("day", new ColumnType.Date()),
            Field.of("time", new ColumnType.Time()),
            Field.of("at", new ColumnType.Timestamp(false)),
            Field.of("utc", new ColumnType.Timestamp(true)));
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, "t", schema);
    builder.setBoolean(0, true);
    builder.setLong(1, 9_007_199_254_740_993L);
    builder.setDouble(2, -0.0);
    builder.setDecimal(3, new BigDecimal("1.50"));
    builder.setDecimal(4, new BigDecimal("12345678901234567890123456789012.5000"));
    builder.setBytes(5, new byte[] {0, 1, -1}, 0, 3);
    builder.setLong(6, 19_797);
    builder.setLong(7, 52_200_500_000L);
    builder.setLong(8, 1_710_513_000_000_000L);
    builder.setLong(9, -1);
    builder.endRow();
    assertThat(WrittenOutput.of(new CsvWriter(), List.of(batch)).text())
        .isEqualTo(
            "b,i,f,d,w,x,day,time,at,utc\r\n"
                + "true,9007199254740993,-0.0,1.50,12345678901234567890123456789012.5000,AAH/,"
                + "2024-03-15,14:30:00.5,2024-03-15T14:30:00,1969-12-31T23:59:59.999999Z\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          plain             ~ plain
          two words         ~ two words
          a,b               ~ "a,b"
          say "hi"          ~ "say <qq>hi<qq>"
          it's              ~ it's
          <blank>x          ~ "<blank>x"
          x<blank>          ~ "x<blank>"
          <lf>              ~ "<lf>"
          a<cr>b            ~ "a<cr>b"
          #note             ~ "#note"
          a#                ~ a#
          C:\\temp          ~ C:\\temp
          日本語 😀          ~ 日本語 😀
          NULL              ~ NULL
          exactly8          ~ exactly8
          exactly8,         ~ "exactly8,"
          1234567"          ~ "1234567<qq>"
          """)
  void textIsQuotedWhereItMustBe(String given, String expected) throws IOException {
    assertThat(lines(texts(named(given)))).isEqualTo("c\r\n" + named(expected) + "\r\n");
  }

  private static String named(String text) {
    return text.strip()
        .replace("<blank>", " ")
        .replace("<lf>", "\n")
        .replace("<cr>", "\r")
        .replace("<qq>", "\"\"");
  }

  @Test
  void nullIsNothingAndEmptyTextIsTwoQuotes() throws IOException {
    assertThat(lines(texts(null, "", "x"))).isEqualTo("c\r\n\r\n\"\"\r\nx\r\n");
    assertThat(lines(texts(null, "", "NA"), "output-null", "NA"))
        .isEqualTo("c\r\nNA\r\n\"\"\r\n\"NA\"\r\n");
  }

  @Test
  void aNumberLikeTheTextForNullIsQuoted() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(batch, "t", Schema.of(Field.of("n", new ColumnType.Int64())));
    builder.setLong(0, -999);
    builder.endRow();
    builder.endRow();
    builder.setLong(0, -9990);
    builder.endRow();
    assertThat(lines(batch, "output-null", "-999")).isEqualTo("n\r\n\"-999\"\r\n-999\r\n-9990\r\n");
  }

  @Test
  void quotesDelimitersLineEndsAndMarkAreAsAsked() throws IOException {
    RecordBatch batch = texts("a;b", "it's", null);
    assertThat(
            lines(
                batch,
                "output-delimiter",
                ";",
                "output-quote",
                "'",
                "output-bom",
                "true",
                "output-line-end",
                "lf"))
        .isEqualTo("\uFEFFc\n'a;b'\n'it''s'\n\n");
    assertThat(lines(batch, "output-quote-all", "true"))
        .isEqualTo("\"c\"\r\n\"a;b\"\r\n\"it's\"\r\n\r\n");
    assertThat(lines(batch, "output-header", "false")).isEqualTo("a;b\r\nit's\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "out.tsv, tab",
    "OUT.TAB, tab",
    "out.tsv.gz, tab",
    "out.psv, |",
    "out.csv, ','",
    "tsv, ','"
  })
  void theSuffixDecidesTheDelimiter(String name, String delimiter) throws IOException {
    Schema schema =
        Schema.of(Field.of("a", new ColumnType.Text()), Field.of("b", new ColumnType.Text()));
    RecordBatch batch = new RecordBatch();
    batch.begin("t", schema);
    byte[] bytes = WrittenOutput.named(new CsvWriter(), name, List.of(batch)).bytes();
    if (name.endsWith(".gz")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    assertThat(bytes).asString().isEqualTo("a" + delimiter.replace("tab", "\t") + "b\r\n");
  }

  @Test
  void anOptionBeatsTheSuffix() throws IOException {
    WrittenOutput written =
        WrittenOutput.named(
            new CsvWriter(), "out.tsv", List.of(texts("a,b")), "output-delimiter", ",");
    assertThat(written.text()).isEqualTo("c\r\n\"a,b\"\r\n");
  }

  @Test
  void formulasAreGuardedAndCountedWhenAsked() throws IOException {
    RecordBatch batch =
        texts("=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=b", "＝1", "｡", "'x", "", null);
    assertThat(lines(batch)).startsWith("c\r\n=1+1\r\n+1\r\n-1\r\n@x\r\n");
    WrittenOutput guarded =
        WrittenOutput.of(new CsvWriter(), List.of(batch), "guard-formulas", "true");
    assertThat(guarded.text())
        .isEqualTo(
            "c\r\n\"'=1+1\"\r\n\"'+1\"\r\n\"'-1\"\r\n\"'@x\"\r\n\"'\tx\"\r\n\"'\rx\"\r\na=b\r\n"
                + "\"'＝1\"\r\n\"｡\"\r\n'x\r\n\"\"\r\n\r\n");
    assertThat(guarded.notices())
        .containsExactly(
            new Notice(
                "formulas-guarded",
                "table t: texts that a spreadsheet takes for formulas begin with an apostrophe"
                    + " now: 7 in column c"));
  }

  @Test
  void negativeNumbersAreNoFormulas() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(batch, "t", Schema.of(Field.of("=n", new ColumnType.Int64())));
    builder.setLong(0, -5);
    builder.endRow();
    WrittenOutput guarded =
        WrittenOutput.of(
            new CsvWriter(), List.of(batch), "guard-formulas", "true", "output-quote-all", "true");
    assertThat(guarded.text()).isEqualTo("\"'=n\"\r\n\"-5\"\r\n");
    assertThat(guarded.messages()).singleElement().asString().contains("1 in column =n");
  }

  @Test
  void outputsNamedGzAndZstAreCompressed() throws IOException {
    List<RecordBatch> batches = List.of(texts("a", "b"), texts("c".repeat(100_000)));
    String plain = lines(batches);
    byte[] gzip = WrittenOutput.named(new CsvWriter(), "o.csv.gz", batches).bytes();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
        .asString()
        .isEqualTo(plain);
    byte[] zstd = WrittenOutput.named(new CsvWriter(), "o.csv.zst", batches).bytes();
    assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd)).readAllBytes())
        .asString()
        .isEqualTo(plain);
    assertThat(gzip.length).isLessThan(2_000);
    assertThat(zstd.length).isLessThan(2_000);
  }

  @Test
  void compressedNothingIsStillACompressedFile() throws IOException {
    List<RecordBatch> nothing = List.of(texts());
    byte[] gzip =
        WrittenOutput.named(new CsvWriter(), "o.gz", nothing, "output-header", "false").bytes();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes()).isEmpty();
    byte[] zstd =
        WrittenOutput.named(new CsvWriter(), "o.zst", nothing, "output-header", "false").bytes();
    assertThat(zstd).isNotEmpty();
    assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd)).readAllBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output-delimiter=ab",
        "output-delimiter=",
        "output-delimiter=ä",
        "output-delimiter=\n",
        "output-quote=none",
        "output-quote=,",
        "output-null=a,b",
        "output-null=\"",
        "output-null=a\nb",
        "output-line-end=cr",
        "output-bom=perhaps"
      })
  void optionValuesThatMakeNoSenseAreUsageFailures(String option) {
    String name = option.substring(0, option.indexOf('='));
    String value = option.substring(option.indexOf('=') + 1);
    assertThatThrownBy(() -> WrittenOutput.of(new CsvWriter(), List.of(texts()), name, value))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("bad-option-value");
              assertThat(e.problem()).contains("--" + name);
            });
  }

  private static String lines(RecordBatch batch, String... options) throws IOException {
    return WrittenOutput.of(new CsvWriter(), List.of(batch), options).text();
  }

  private static String lines(List<RecordBatch> batches) throws IOException {
    return WrittenOutput.of(new CsvWriter(), batches).text();
  }

  /** A column of texts behind which the buffer holds what was never part of them. */
  private static RecordBatch texts(@Nullable String... values) {
    RecordBatch batch = new RecordBatch();
    batch.begin("t", Schema.of(Field.of("c", new ColumnType.Text())));
    StringBuilder all = new StringBuilder(",\"\n");
    for (String value : values) {
      all.append(value == null ? "" : value).append(",\"\r\n");
    }
    batch.bytes(0).attach((all + "        ").getBytes(StandardCharsets.UTF_8));
    int at = 3;
    for (String value : values) {
      if (value == null) {
        batch.bytes(0).appendNull();
      } else {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        batch.bytes(0).appendSpan(at, length);
        at += length;
      }
      at += 4;
    }
    return batch;
  }
}
