package io.pyforge.core.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.Conversions.Outcome;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvConversionTest {
  @TempDir Path folder;
  private Conversions csv;

  @BeforeEach
  void open() {
    csv = new Conversions(folder, 2);
  }

  @Test
  void everyInferredTypeReachesParquet() throws IOException {
    Outcome out =
        csv.convert(
            """
            i,d,big,f,b,day,at,utc,t
            1,1.50,1234567890123456789.25,1e5,true,2024-02-29,2024-02-29 12:30,2024-02-29T12:30:15.5Z,x
            -2,.25,0.5,-0,FALSE,0001-01-01,1969-12-31T23:59:59,1970-01-01T00:00:00+00:00,00501
            ,,,,,,,,
            """);
    assertThat(out.types())
        .isEqualTo(
            "BIGINT DECIMAL(18,2) DECIMAL(38,2) DOUBLE BOOLEAN DATE TIMESTAMP TIMESTAMP WITH TIME ZONE VARCHAR");
    assertThat(out.rows())
        .containsExactly(
            asList(
                "1",
                "1.50",
                "1234567890123456789.25",
                "100000.0",
                "true",
                "2024-02-29",
                "2024-02-29T12:30:00",
                "2024-02-29T12:30:15.5Z",
                "x"),
            asList(
                "-2",
                "0.25",
                "0.50",
                "-0.0",
                "false",
                "0001-01-01",
                "1969-12-31T23:59:59",
                "1970-01-01T00:00:00Z",
                "00501"),
            asList(null, null, null, null, null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", ":"})
  void eachDelimiterIsDetected(String mark) throws IOException {
    Outcome out =
        csv.convert(
            "id,name\n1,\"a,b\"\n2,c\n"
                .replace("a,b", "@")
                .replace(",", mark)
                .replace("@", "a" + mark + "b"));
    assertThat(out.rows()).containsExactly(asList("1", "a" + mark + "b"), asList("2", "c"));
  }

  @Test
  void theDelimiterCanBeGiven() throws IOException {
    assertThat(csv.convert("a,b;c\n1,2;3\n", "delimiter", ";").columns())
        .containsOnlyKeys("a,b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void unicodeIsReadWithAndWithoutAMark(String charset) throws IOException {
    String text = "id,name\n1,Zürich\n2,日本😀\n";
    Path plain =
        csv.write("plain.csv", (text + "3,plain\n".repeat(20)).getBytes(Charset.forName(charset)));
    Path marked = csv.write("marked.csv", ("\uFEFF" + text).getBytes(Charset.forName(charset)));
    assertThat(csv.convert(plain).rows()).startsWith(asList("1", "Zürich"), asList("2", "日本😀"));
    assertThat(csv.convert(marked).rows())
        .containsExactly(asList("1", "Zürich"), asList("2", "日本😀"));
    assertThat(csv.convert(marked).columns()).containsOnlyKeys("id", "name");
  }

  @Test
  void theEncodingCanBeGiven() throws IOException {
    Path file = csv.write("t.csv", "id,name\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(csv.convert(file, "encoding", "ISO-8859-1").rows())
        .containsExactly(asList("1", "é"));
    assertThat(csv.convert(file, "encoding", "ISO-8859-1").codes()).isEmpty();
  }

  @Test
  void aGuessedEncodingIsTold() throws IOException {
    Path file =
        csv.write(
            "t.csv", "id,name\n1,Jürgen Müßig\n2,Zoë\n".getBytes(Charset.forName("windows-1252")));
    Outcome out = csv.convert(file);
    assertThat(out.rows()).containsExactly(asList("1", "Jürgen Müßig"), asList("2", "Zoë"));
    assertThat(out.codes()).containsExactly("encoding-guessed");
  }

  @Test
  void undecodableBytesNameLineAndByte() throws IOException {
    byte[] text = "id,name\n1,a\n2,b?c\n".getBytes(StandardCharsets.US_ASCII);
    text[15] = (byte) 0xFF;
    ForgeException e = csv.failure(csv.write("t.csv", text), "encoding", "UTF-8");
    assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(e.problem()).isEqualTo("t.csv: line 3, byte 4 is no valid UTF-8 text");
    assertThat(e.remedy()).contains("--on-invalid-text replace");
  }

  @Test
  void undecodableBytesAreReplacedOnRequest() throws IOException {
    byte[] text = "id,name\n1,a?c\n".getBytes(StandardCharsets.US_ASCII);
    text[11] = (byte) 0xFF;
    assertThat(
            csv.convert(csv.write("t.csv", text), "encoding", "UTF-8", "on-invalid-text", "replace")
                .rows())
        .containsExactly(asList("1", "a\uFFFDc"));
  }

  @Test
  void theHeaderCanBeGivenOrDenied() throws IOException {
    assertThat(csv.convert("1,2\n3,4\n", "header", "true").columns()).containsOnlyKeys("1", "2");
    assertThat(csv.convert("a,b\nc,d\n", "header", "false").rows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void quotedFieldsHoldDelimitersQuotesAndLineEnds(String lineEnd) throws IOException {
    String text = "id,name\n1,\"two\nlines, \"\"quoted\"\"\"\n2,\"\"\n3,\n".replace("\n", lineEnd);
    assertThat(csv.convert(text).rows())
        .containsExactly(
            asList("1", "two" + lineEnd + "lines, \"quoted\""), asList("2", ""), asList("3", null));
  }

  @Test
  void anEscapeCanBeGiven() throws IOException {
    assertThat(csv.convert("a,b\n\"x\\\"y\",1\nz\\,w,2\n", "escape", "\\").rows())
        .containsExactly(asList("x\"y", "1"), asList("z,w", "2"));
  }

  @Test
  void shortRowsArePaddedAndLongOnesAddColumns() throws IOException {
    Outcome out = csv.convert("a,b\n1,2\n3\n4,5,six\n");
    assertThat(out.columns()).containsOnlyKeys("a", "b", "column_3");
    assertThat(out.rows())
        .containsExactly(asList("1", "2", null), asList("3", null, null), asList("4", "5", "six"));
    assertThat(out.messages())
        .containsExactly(
            "column column_3 was added for rows with more than 2 fields",
            "rows with fewer fields than there are columns: 2, the first in line 2; the missing fields are"
                + " null");
  }

  @Test
  void theRejectsFileIsNeitherInputNorOutput() throws IOException {
    Path input = csv.write("in.csv", "a,b\n1,2\n3\n".getBytes(StandardCharsets.UTF_8));
    byte[] before = Files.readAllBytes(input);
    ForgeException e = csv.failure(input, "on-ragged", "reject", "rejects", input.toString());
    assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(e.code()).isEqualTo("rejects-is-input");
    assertThat(input).hasBinaryContent(before);
  }

  @Test
  void aFixedNumberMayBeBeyond64Bits() throws IOException {
    String text = "x\n9223372036854775808\n";
    assertThat(csv.convert(text, "schema", "x:decimal(38,0)").rows())
        .containsExactly(List.of("9223372036854775808"));
    assertThat(csv.convert(text, "schema", "x:float64").columns()).containsEntry("x", "DOUBLE");
    assertThat(csv.failure(text, "schema", "x:int64").code()).isEqualTo("schema-broken");
  }

  @Test
  void aRaggedRowIsAnErrorOnRequest() throws IOException {
    ForgeException e = csv.failure("a,b\n1,2\n\"3\n\",4\n5\n", "on-ragged", "error");
    assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(e.problem()).isEqualTo("t.csv: the row in line 5 has 1 fields instead of 2");
    assertThat(Files.exists(folder.resolve("out.parquet"))).isFalse();
  }

  @Test
  void raggedRowsAreSetAsideOnRequest() throws IOException {
    Outcome out =
        csv.convert(
            "# note\nid,b\n1,2\n\nx\n3,\"4\n\"\n\"5\",6,\"se\"\"ven\"\n7,8\n",
            "on-ragged",
            "reject");
    assertThat(out.rows()).containsExactly(asList("1", "2"), asList("3", "4\n"), asList("7", "8"));
    assertThat(Files.readString(folder.resolve("out.parquet.rejects.csv")))
        .isEqualTo(
            """
            table,line,reason,content
            "t",5,"1 fields instead of 2","x"
            "t",8,"3 fields instead of 2","\"\"5\"\",6,\"\"se\"\"\"\"ven\"\"\"
            """);
    assertThat(out.codes()).contains("rows-rejected");
  }

  @Test
  void rejectsGoWhereTheyAreWanted() throws IOException {
    Path rejects = folder.resolve("bad.csv");
    csv.convert("a,b\n1,2\n3\n", "on-ragged", "reject", "rejects", rejects.toString());
    assertThat(rejects).content().contains("\"t\",3,");
  }

  @Test
  void namesAreMadeUnique() throws IOException {
    assertThat(csv.convert("id,ID,,name,name\n1,2,3,4,5\n").columns().keySet())
        .containsExactly("id", "ID_2", "column_3", "name", "name_2");
  }

  @Test
  void linesAndCommentsAreSkipped() throws IOException {
    assertThat(
            csv.convert("junk;\nmore\na,b\n1,2\n#3,4\n5,6\n", "skip-rows", "2", "comment", "#")
                .rows())
        .containsExactly(asList("1", "2"), asList("5", "6"));
  }

  @Test
  void onlyTheEmptyTextMeansNullUnlessOthersAreNamed() throws IOException {
    String text = "a,b\nNA,1\n\"NA\",2\n,NULL\n";
    assertThat(csv.convert(text).rows())
        .containsExactly(asList("NA", "1"), asList("NA", "2"), asList(null, "NULL"));
    assertThat(csv.convert(text, "null-text", "NA,NULL").rows())
        .containsExactly(asList(null, "1"), asList("NA", "2"), asList(null, null));
  }

  @ParameterizedTest
  @CsvSource({"gz, gz", "bz2, bzip2", "zst, zstd"})
  void compressedTextIsRead(String suffix, String codec) throws IOException, CompressorException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(codec, bytes)) {
      out.write("id,name\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(csv.convert(csv.write("t.csv." + suffix, bytes.toByteArray())).rows())
        .containsExactly(asList("1", "a"), asList("2", "b"));
  }

  @Test
  void aZipOfOneTextIsOneTable() throws IOException {
    Path zip = csv.write("t.zip", zip(Map.of("inner.csv", "id,name\n1,a\n")));
    assertThat(csv.convert(zip).rows()).containsExactly(asList("1", "a"));
  }

  @Test
  void numbersLeadingZerosAndExtremesAreKeptExactly() throws IOException {
    Outcome out =
        csv.convert(
            """
            zip,id,long,mixed,huge
            00501,9007199254740993,9223372036854775807,9007199254740993,12345678901234567890
            10001,1,-9223372036854775808,0.5,1
            """);
    assertThat(out.types()).isEqualTo("VARCHAR BIGINT BIGINT DECIMAL(18,1) VARCHAR");
    assertThat(out.rows())
        .containsExactly(
            asList(
                "00501",
                "9007199254740993",
                "9223372036854775807",
                "9007199254740993.0",
                "12345678901234567890"),
            asList("10001", "1", "-9223372036854775808", "0.5", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,name", "id,name\n", "id,name\r\n", "id,name\n\n\n"})
  void aHeaderAloneIsATableWithoutRows(String text) throws IOException {
    Outcome out = csv.convert(text);
    assertThat(out.columns()).containsOnlyKeys("id", "name");
    assertThat(out.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\r\n", "\uFEFF"})
  void aTextWithoutAnyRowIsRefused(String text) throws IOException {
    ForgeException e = csv.failure(text);
    assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(e.problem()).contains("t.csv");
    assertThat(e.remedy()).isNotBlank();
  }

  @Test
  void blankLinesOfOneColumnAreNulls() throws IOException {
    assertThat(csv.convert("n\n1\n\n3\n").rows())
        .containsExactly(asList("1"), asList((String) null), asList("3"));
  }

  @Test
  void allTextKeepsEverySpelling() throws IOException {
    Outcome out =
        csv.convert("a,b,c\n1.50, 7 ,TRUE\n1e5,,\"\"\n", "types", "string", "header", "true");
    assertThat(out.types()).isEqualTo("VARCHAR VARCHAR VARCHAR");
    assertThat(out.rows()).containsExactly(asList("1.50", " 7 ", "TRUE"), asList("1e5", null, ""));
  }

  @Test
  void everyTypeCanBeFixed() throws IOException {
    Outcome out =
        csv.convert(
            """
            a,b,c,d,e,f,g,h,i,j,k
            1,2,3,1.5,1e5,12.3,0,2024-01-01,12:30,2024-01-01,2024-01-01T10:00Z
            """,
            "schema",
            "a:text,b:int32,c:int64,d:float32,e:float64,f:decimal(10,2),g:bool,h:date,i:time,j:timestamp,k:timestamp_utc",
            "time-type",
            "time");
    assertThat(out.types())
        .isEqualTo(
            "VARCHAR INTEGER BIGINT FLOAT DOUBLE DECIMAL(10,2) BOOLEAN DATE TIME TIMESTAMP TIMESTAMP WITH TIME ZONE");
    assertThat(out.rows())
        .containsExactly(
            asList(
                "1",
                "2",
                "3",
                "1.5",
                "100000.0",
                "12.30",
                "false",
                "2024-01-01",
                "12:30:00",
                "2024-01-01T00:00:00",
                "2024-01-01T10:00:00Z"));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "x, int64",
    "1.5, int64",
    "3000000000, int32",
    "123.456, 'decimal(5,2)'",
    "1234, 'decimal(5,2)'",
    "yes, bool",
    "2, bool",
    "2023-02-29, date",
    "25:00, time",
    "10:00, timestamp",
    "1e400, float64",
    "2024-01-01T10:00, timestamp_utc"
  })
  void aValueThatBreaksItsTypeIsNamed(String value, String type) throws IOException {
    ForgeException e = csv.failure("id,v\n1,\n2," + value + "\n", "schema", "v:" + type);
    assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(e.kind().exitStatus()).isEqualTo(5);
    assertThat(e.problem()).isEqualTo("t.csv: line 3, column v: '" + value + "' is no " + type);
  }

  @Test
  void rowsThatBreakTheSchemaAreSetAsideOnRequest() throws IOException {
    Outcome out =
        csv.convert("id,v\n1,5\n2,x\n3,7\n", "schema", "v:int64", "on-schema-error", "reject");
    assertThat(out.rows()).containsExactly(asList("1", "5"), asList("3", "7"));
    assertThat(Files.readString(folder.resolve("out.parquet.rejects.csv")))
        .isEqualTo("table,line,reason,content\n\"t\",3,\"column v: 'x' is no int64\",\"2,x\"\n");
  }

  @Test
  void aSchemaCanComeFromAFile() throws IOException {
    Path types =
        csv.write("types.txt", "# types\nv:decimal(10,3)\n".getBytes(StandardCharsets.UTF_8));
    assertThat(csv.convert("id,v\n1,5\n", "schema", types.toString()).types())
        .isEqualTo("BIGINT DECIMAL(10,3)");
  }

  @Test
  void aSchemaForAnUnknownColumnIsAUsageFailure() throws IOException {
    ForgeException e = csv.failure("id,v\n1,5\n", "schema", "w:int64");
    assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(e.remedy()).isEqualTo("its columns are id, v");
  }

  @Test
  void aQuoteThatNeverClosesIsNamed() throws IOException {
    ForgeException e = csv.failure("a,b\n1,2\n3,\"4\n5,6\n");
    assertThat(e.code()).isEqualTo("unclosed-quote");
    assertThat(e.problem()).isEqualTo("t.csv: the row in line 3 ends inside a quoted field");
    assertThat(e.remedy()).contains("--quote none");
  }

  @Test
  void aRowBeyondTheLimitIsNamed() throws IOException {
    ForgeException e = csv.failure("a,b\n1," + "x".repeat(3000) + "\n", "max-row-bytes", "2KiB");
    assertThat(e.code()).isEqualTo("row-too-long");
    assertThat(e.problem()).isEqualTo("t.csv: the row in line 2 is longer than 2048 bytes");
  }

  @Test
  void aRowLongerThanABlockIsRead() throws IOException {
    String large = "y".repeat(17 * 1024 * 1024);
    Outcome out = csv.convert("a,b\n1,x\n2,\"" + large + "\"\n3,z\n");
    assertThat(out.rows()).hasSize(3);
    assertThat(out.rows().get(1).get(1)).hasSize(large.length());
    assertThat(out.rows().get(2)).containsExactly("3", "z");
  }

  @Test
  void twoThousandColumnsAreRead() throws IOException {
    StringBuilder text = new StringBuilder("c0");
    for (int i = 1; i < 2000; i++) {
      text.append(",c").append(i);
    }
    for (int row = 0; row < 50; row++) {
      text.append('\n').append(row);
      for (int i = 1; i < 2000; i++) {
        text.append(',').append(row * i);
      }
    }
    Outcome out = csv.convert(text.append('\n').toString());
    assertThat(out.columns()).hasSize(2000);
    assertThat(out.rows().get(49).get(1999)).isEqualTo(Integer.toString(49 * 1999));
  }

  static byte[] zip(Map<String, String> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> member : new java.util.TreeMap<>(members).entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
