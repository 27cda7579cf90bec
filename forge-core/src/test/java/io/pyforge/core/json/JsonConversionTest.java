package io.pyforge.core.json;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.Conversions.Outcome;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConversionTest {
  private static final @Nullable String NULL = null;
  @TempDir Path folder;
  private Conversions json;

  @BeforeEach
  void open() {
    json = new Conversions(folder, "t.json", 2);
  }

  @Test
  void everyTypeReachesParquet() throws IOException {
    Outcome out =
        json.convert(
            """
            {"i":1,"d":1.50,"big":1234567890123456789.25,"f":1e5,"b":true,"day":"2024-02-29",
             "at":"2024-02-29 12:30:00","utc":"2024-02-29T12:30:15.5Z","t":"00501"}
            {"i":-2,"d":0.25,"big":0.5,"f":-0,"b":false,"day":"0001-01-01",
             "at":"1969-12-31T23:59:59","utc":"1970-01-01T00:00:00+00:00","t":"x"}
            {}
            """);
    assertThat(out.types())
        .isEqualTo(
            "BIGINT DECIMAL(18,2) DECIMAL(38,2) DOUBLE BOOLEAN DATE TIMESTAMP TIMESTAMP WITH TIME"
                + " ZONE VARCHAR");
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
                "00501"),
            asList(
                "-2",
                "0.25",
                "0.50",
                "-0.0",
                "false",
                "0001-01-01",
                "1969-12-31T23:59:59",
                "1970-01-01T00:00:00Z",
                "x"),
            asList(null, null, null, null, null, null, null, null, null));
  }

  @Test
  void quotedNumbersAndBooleansStayText() throws IOException {
    Outcome out = json.convert("[{\"n\":\"12\",\"b\":\"true\"},{\"n\":\"7\",\"b\":\"false\"}]");
    assertThat(out.types()).isEqualTo("VARCHAR VARCHAR");
    assertThat(out.rows()).containsExactly(asList("12", "true"), asList("7", "false"));
  }

  @Test
  void aNumberAndATextInOnePlaceAreTextAsWritten() throws IOException {
    Outcome out = json.convert("[{\"v\":1.50},{\"v\":\"a\"},{\"v\":true},{\"v\":2e3}]");
    assertThat(out.rows())
        .containsExactly(asList("1.50"), asList("a"), asList("true"), asList("2e3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "-9223372036854775808",
        "18446744073709551616",
        "0.1234567890123456789012345678901234567",
        "1e400"
      })
  void numbersKeepEveryDigit(String number) throws IOException {
    assertThat(json.convert("[{\"v\":" + number + "}]").rows()).containsExactly(asList(number));
  }

  @Test
  void emptyTextIsNoNull() throws IOException {
    Outcome out = json.convert("[{\"v\":\"\"},{\"v\":null},{\"v\":\"x\"},{}]");
    assertThat(out.rows()).containsExactly(asList(""), asList(NULL), asList("x"), asList(NULL));
  }

  @Test
  void emptyTextMakesADateColumnText() throws IOException {
    Outcome out = json.convert("[{\"v\":\"2024-01-02\"},{\"v\":\"\"}]");
    assertThat(out.rows()).containsExactly(asList("2024-01-02"), asList(""));
  }

  @Test
  void escapesAreRead() throws IOException {
    Outcome out =
        json.convert("{\"a\\u0062\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 \\u0000\"}");
    assertThat(out.columns()).containsOnlyKeys("ab");
    assertThat(out.rows()).containsExactly(asList("\"\\/\b\f\n\r\té😀 \0"));
  }

  @Test
  void halfASurrogatePairIsReplacedAndCounted() throws IOException {
    Outcome out = json.convert("[\"a\\ud800b\",\"\\udc00\\ud83dx\"]");
    assertThat(out.rows()).containsExactly(asList("a\uFFFDb"), asList("\uFFFD\uFFFDx"));
    assertThat(out.messages())
        .containsExactly("3 escaped surrogates without their other half became U+FFFD");
  }

  @Test
  void objectsWithinObjectsAreColumnsByPath() throws IOException {
    Outcome out =
        json.convert("[{\"a\":{\"b\":1,\"c\":{\"d\":2}},\"a_b\":3},{\"a\":5},{\"a\":{}}]");
    assertThat(out.columns()).containsOnlyKeys("a", "a_b", "a_c_d", "a_b_2");
    assertThat(out.rows())
        .containsExactly(
            asList(null, "1", "2", "3"),
            asList("5", null, null, null),
            asList(null, null, null, null));
  }

  @Test
  void keysInAnyOrderFindTheirColumn() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append("{");
      for (int k = 0; k < 20; k++) {
        int key = (k * 7 + i * 3) % 20;
        text.append(k == 0 ? "" : ",").append("\"key").append(key).append("\":").append(key * i);
      }
      text.append("}\n");
    }
    Outcome out = json.convert(text.toString());
    List<String> names = List.copyOf(out.columns().keySet());
    for (int i = 0; i < 40; i++) {
      for (int c = 0; c < 20; c++) {
        int key = Integer.parseInt(names.get(c).substring(3));
        assertThat(out.rows().get(i).get(c)).isEqualTo(Integer.toString(key * i));
      }
    }
  }

  @Test
  void expandGivesEachElementARow() throws IOException {
    Outcome out =
        json.convert(
            """
            [{"tags":["x","y"],"id":1,"lines":[{"sku":"S1","qty":2},{"sku":"S2"}]},
             {"id":2,"lines":[]},
             {"id":3,"tags":[null,"z"]}]
            """);
    assertThat(out.columns()).containsOnlyKeys("tags", "id", "lines_sku", "lines_qty");
    assertThat(out.rows())
        .containsExactly(
            asList("x", "1", null, null),
            asList("y", "1", null, null),
            asList(null, "1", "S1", "2"),
            asList(null, "1", "S2", null),
            asList(null, "2", null, null),
            asList(null, "3", null, null),
            asList("z", "3", null, null));
  }

  @Test
  void expandGoesIntoArraysWithinArrays() throws IOException {
    Outcome out = json.convert("[{\"id\":1,\"m\":[[1,2],[3]]},{\"id\":2,\"m\":[[],[4]]}]");
    assertThat(out.rows())
        .containsExactly(
            asList("1", "1"),
            asList("1", "2"),
            asList("1", "3"),
            asList("2", null),
            asList("2", "4"));
  }

  @Test
  void concatenateJoinsTheValuesOfEachPath() throws IOException {
    Outcome out =
        json.convert(
            "[{\"id\":1,\"t\":[\"x\",\"y\"],\"l\":[{\"q\":2,\"s\":\"a\"},{\"s\":\"b\"}]},{\"t\":[]}]",
            "array-handling",
            "concatenate");
    assertThat(out.columns()).containsOnlyKeys("id", "t", "l_q", "l_s");
    assertThat(out.rows())
        .containsExactly(asList("1", "x; y", "2", "a; b"), asList(null, null, null, null));
  }

  @Test
  void jsonStringKeepsTheArrayWithoutItsWhiteSpace() throws IOException {
    Outcome out =
        json.convert(
            "[{\"id\":1,\"t\":[ 1.50, {\"a b\" : \"c d\"} , [ ] ]},{\"t\":\"one\"},{\"t\":null}]",
            "array-handling",
            "json_string");
    assertThat(out.rows())
        .containsExactly(
            asList("1", "[1.50,{\"a b\":\"c d\"},[]]"),
            asList(null, "\"one\""),
            asList(NULL, NULL)); // as in every other way of handling arrays
  }

  @Test
  void childTablesKeepEachArrayApart() throws IOException {
    Map<String, Outcome> tables =
        json.convertTables(
            """
            {"id":1,"tags":["x","y"],"lines":[{"sku":"S1","parts":[7,8]},{"sku":"S2"}]}
            {"id":2,"lines":[{"sku":"S3","parts":[9]}]}
            """,
            "child-tables",
            "true");
    assertThat(tables).containsOnlyKeys("t", "tags", "lines", "lines_parts");
    assertThat(tables.get("t").rows()).containsExactly(asList("1", "1"), asList("2", "2"));
    assertThat(tables.get("t").columns()).containsOnlyKeys("_row_id", "id");
    assertThat(tables.get("tags").columns())
        .containsOnlyKeys("_parent_row_id", "_position", "tags");
    assertThat(tables.get("tags").rows())
        .containsExactly(asList("1", "1", "x"), asList("1", "2", "y"));
    assertThat(tables.get("lines").columns())
        .containsOnlyKeys("_row_id", "_parent_row_id", "_position", "sku");
    assertThat(tables.get("lines").rows())
        .containsExactly(
            asList("1", "1", "1", "S1"), asList("2", "1", "2", "S2"), asList("3", "2", "1", "S3"));
    assertThat(tables.get("lines_parts").rows())
        .containsExactly(asList("1", "1", "7"), asList("1", "2", "8"), asList("3", "1", "9"));
  }

  @Test
  void aKeyThatOccursTwiceIsAnArrayAndReported() throws IOException {
    Outcome out = json.convert("[{\"a\":1,\"a\":2},{\"a\":3}]");
    assertThat(out.rows()).containsExactly(asList("1"), asList("2"), asList("3"));
    assertThat(out.codes()).containsExactly("duplicate-key");
  }

  @Test
  void scalarsAndArraysMayBeRecords() throws IOException {
    assertThat(json.convert("[1,2,3]").rows())
        .containsExactly(asList("1"), asList("2"), asList("3"));
    assertThat(json.convert("\"alone\"").rows()).containsExactly(asList("alone"));
    assertThat(json.convert("[[1,2],[3]]").rows())
        .containsExactly(asList("1"), asList("2"), asList("3"));
    assertThat(json.convert("[]").rows()).isEmpty();
    assertThat(json.convert("{}").rows()).containsExactly(asList(NULL));
  }

  @Test
  void aLineIsARecord() throws IOException {
    Outcome out = json.convert("{\"a\":1}\r\n\r\n  {\"a\":2}  \n{\"a\":3}");
    assertThat(out.rows()).containsExactly(asList("1"), asList("2"), asList("3"));
  }

  @Test
  void valuesMayStandOneAfterTheOtherOverManyLines() throws IOException {
    Outcome out = json.convert("{\n \"a\": 1\n}\n{\n \"a\": 2\n}{\"a\":3}");
    assertThat(out.rows()).containsExactly(asList("1"), asList("2"), asList("3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void unicodeIsReadWithAndWithoutAMark(String charset) throws IOException {
    String text = "[{\"n\":\"Zürich 日本😀\"}]";
    Path plain = json.write("p.json", text.getBytes(Charset.forName(charset)));
    Path marked = json.write("m.json", ("\uFEFF" + text).getBytes(Charset.forName(charset)));
    assertThat(json.convert(plain).rows()).containsExactly(asList("Zürich 日本😀"));
    assertThat(json.convert(marked).rows()).containsExactly(asList("Zürich 日本😀"));
  }

  @Test
  void theEncodingCanBeGiven() throws IOException {
    Path file = json.write("l.json", "[\"é\"]".getBytes(Charset.forName("ISO-8859-1")));
    assertThat(json.convert(file, "encoding", "ISO-8859-1").rows()).containsExactly(asList("é"));
    assertThat(json.convert(file, "on-invalid-text", "replace").rows())
        .containsExactly(asList("\uFFFD"));
    ForgeException failure = json.failure(file);
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("invalid-text");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      value = {
        "[!the array is not closed",
        "[1,!the array is not closed",
        "00!expected white space, found '0'",
        "truefalse!expected white space, found 'f'",
        "[1,2!the array is not closed",
        "[1,]!expected a value, found ']'",
        "[1 2]!expected ',' or ']', found '2'",
        "[1] x!expected a value, found 'x'",
        "{\"a\":1,}!expected a key, found '}'",
        "{\"a\" 1}!expected ':', found '1'",
        "{\"a\":01}!expected ',' or '}', found '1'",
        "{\"a\":+1}!expected a value, found '+'",
        "{\"a\":1.}!expected a digit, found '}'",
        "{\"a\":tru}!expected a value, found 't'",
        "{\"a\":NaN}!expected a value, found 'N'",
        "{\"a\":\"x}!a string is not closed",
        "{\"a\":\"\\x\"}!a backslash starts no escape",
        "{\"a\":\"\\u12g4\"}!a backslash starts no escape",
        "{'a':1}!expected a key, found '''"
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String text, String reason) throws IOException {
    ForgeException failure = json.failure(text);
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("bad-json");
    assertThat(failure.problem()).isEqualTo("t.json: line 1: " + reason);
  }

  @Test
  void aBadLineStopsOrGoesToTheRejects() throws IOException {
    String text = "{\"a\":1}\n{\"a\":2\n\n{\"a\":3} x\n{\"a\":\n4}\n{\"a\":5}\n";
    ForgeException failure = json.failure(text);
    assertThat(failure.problem())
        .isEqualTo("t.json: line 2: expected ',' or '}', found a line end");
    Path rejects = folder.resolve("rejects.csv");
    Outcome out = json.convert(text, "on-bad-record", "reject", "rejects", rejects.toString());
    assertThat(out.rows()).containsExactly(asList("1"), asList("5"));
    assertThat(Files.readString(rejects))
        .contains("\"t\",2,\"expected ',' or '}', found a line end\",\"{\"\"a\"\":2\"")
        .contains("\"t\",4,\"expected a line end, found 'x'\",\"{\"\"a\"\":3} x\"")
        .contains("\"t\",5,\"expected a value, found a line end\",\"{\"\"a\"\":\"")
        .contains("\"t\",6,\"expected a line end, found '}'\",\"4}\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expand", "child"})
  void badLinesBetweenAndBehindBatchesAreAllSetAside(String arrays) throws IOException {
    int rows = 140_000; // more than a batch has, in one block
    String some = "{\"a\":[1]}\n".repeat(rows);
    Path rejects = folder.resolve("rejects.csv");
    Outcome out =
        json.convert(
            some + "{\"a\":\n" + some + "[\n".repeat(3),
            arrays.equals("child") ? "child-tables" : "array-handling",
            arrays.equals("child") ? "true" : arrays,
            "on-bad-record",
            "reject",
            "rejects",
            rejects.toString());
    assertThat(out.result().outputs().get(0).rowCount()).isEqualTo(2L * rows);
    assertThat(Files.readAllLines(rejects).stream().skip(1).map(line -> line.split(",")[1]))
        .containsExactly("140001", "280002", "280003", "280004");
  }

  @Test
  void aFieldThatComesLateAddsAColumn() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      text.append("{\"id\":")
          .append(i)
          .append(",\"note\":\"")
          .append("x".repeat(80))
          .append("\"}\n");
    }
    text.append("{\"id\":1.5,\"late\":true}\n");
    Outcome out = json.convert(text.toString());
    assertThat(out.columns()).containsOnlyKeys("id", "note", "late");
    assertThat(out.rows()).hasSize(60_001).endsWith(asList("1.5", null, "true"));
    assertThat(out.messages())
        .containsExactly(
            "column id is decimal(18,1) instead of int64 as the first rows suggested",
            "column late was added for records behind the first ones");
  }

  @Test
  void recordsMayLieAtAPath() throws IOException {
    String text = "{\"meta\":{\"n\":2},\"data\":{\"the items\":[{\"a\":1},{\"a\":2}]},\"end\":[7]}";
    Outcome out = json.convert(text, "records-path", "$.data['the items']");
    assertThat(out.rows()).containsExactly(asList("1"), asList("2"));
    assertThat(out.messages())
        .containsExactly("2 values outside $.data['the items'] are not converted");
    assertThat(json.convert(text, "records-path", "meta").rows()).containsExactly(asList("2"));
    ForgeException failure = json.failure(text, "records-path", "$.items");
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.remedy()).isEqualTo("its arrays are $.data.the items, $.end");
  }

  @Test
  void nestingHasALimitThatIsNamed() throws IOException {
    String deep = "[".repeat(1001) + "]".repeat(1001);
    ForgeException failure = json.failure("{\"a\":" + deep + "}");
    assertThat(failure.code()).isEqualTo("too-deep");
    assertThat(failure.remedy()).contains("--max-depth");
    assertThat(json.convert("{\"a\":" + deep + "}", "max-depth", "2000").rows())
        .containsExactly(asList(NULL));
  }

  @Test
  void aRecordHasALimitThatIsNamed() throws IOException {
    ForgeException failure =
        json.failure("{\"a\":\"" + "x".repeat(20_000_000) + "\"}", "max-row-bytes", "1MB");
    assertThat(failure.code()).isEqualTo("row-too-long");
    assertThat(failure.remedy()).contains("--max-row-bytes");
  }

  @Test
  void aFixedSchemaHoldsOrFails() throws IOException {
    assertThat(json.convert("[{\"a\":\"12\"},{\"a\":3}]", "schema", "a:int32").types())
        .isEqualTo("INTEGER");
    ForgeException failure = json.failure("{\"a\":1}\n{\"a\":\"x\"}", "schema", "a:int64");
    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(failure.problem()).isEqualTo("t.json: line 2, column a: 'x' is no int64");
    assertThat(json.failure("[{\"a\":1}]", "schema", "b:int64").code())
        .isEqualTo("schema-column-unknown");
  }

  @Test
  void allColumnsCanBeText() throws IOException {
    Outcome out = json.convert("[{\"a\":1.0,\"b\":true}]", "types", "string");
    assertThat(out.types()).isEqualTo("VARCHAR VARCHAR");
    assertThat(out.rows()).containsExactly(asList("1.0", "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t ", "\uFEFF"})
  void aFileWithoutAValueIsRefused(String text) throws IOException {
    assertThat(json.failure(text).code()).isEqualTo("empty-input");
  }

  @Test
  void bytesDoNotDependOnTheNumberOfThreads() throws IOException {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < 300_000; i++) {
      text.append(i == 0 ? "" : ",\n")
          .append("{\"id\":")
          .append(i)
          .append(",\"k")
          .append(i / 100_000)
          .append("\":\"")
          .append("v".repeat(40))
          .append(i > 250_000 ? "\",\"x\":{\"y\":[1,2]}}" : "\"}");
    }
    Path file =
        json.write("many.json", text.append("]").toString().getBytes(Charset.forName("UTF-8")));
    byte[] one = new Conversions(folder, "t.json", 1).bytes(file);
    assertThat(json.bytes(file)).isEqualTo(one);
    assertThat(new Conversions(folder, "t.json", 7).bytes(file)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'id':1}\\n{'id':12345}|line 2", "[{'id':1},{'id':12345}]|line 1"})
  void recordIsRefusedBeyondTheLimitHoweverSmallTheFileIs(String text, String place)
      throws IOException {
    String jsonText = text.replace('\'', '"').replace("\\n", "\n");
    ForgeException failure = json.failure(jsonText, "max-row-bytes", "11");
    assertThat(failure.code()).isEqualTo("row-too-long");
    assertThat(failure.problem())
        .isEqualTo("t.json: the record at " + place + " is longer than 11 bytes");
    assertThat(json.convert(jsonText, "max-row-bytes", "12").rows()).hasSize(2);
  }
}
