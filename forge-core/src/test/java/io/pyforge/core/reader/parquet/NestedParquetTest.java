package io.pyforge.core.reader.parquet;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.core.testing.ReaderRun.AfterMiss;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and maps in all spellings, and what each way of handling arrays makes of them. */
class NestedParquetTest {
  private static final @Nullable String NULL = null;
  private static final String[] CONCATENATE = {"array-handling", "concatenate"};
  private static final String[] JSON = {"array-handling", "json_string"};
  private static final String[] TABLES = {"child-tables", "true"};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional group n (LIST) { repeated group list { optional int32 element; } }",
        "optional group n (LIST) { repeated group bag { optional int32 array_element; } }",
        "optional group n (LIST) { repeated group element { optional int32 num; } }",
        "required group n (LIST) { repeated group list { required int32 element; } }",
        "optional group n (LIST) { repeated int32 array; }",
        "required group n (LIST) { repeated int32 element; }",
        "repeated int32 n;",
      })
  void listsOfNumbersAreOneColumnInEverySpelling(String field) throws IOException {
    byte[] file =
        file(
            "required int32 id; " + field,
            row -> addNumbers(row.append("id", 1), 10, 20),
            row -> addNumbers(row.append("id", 2)),
            row -> addNumbers(row.append("id", 3), 30));
    assertThat(read(file).columns()).containsExactly("id int32", "n int32");
    assertThat(read(file).rows())
        .containsExactly(
            asList("1", "10"), asList("1", "20"), asList("2", NULL), asList("3", "30"));
    assertThat(read(file, CONCATENATE).columns()).containsExactly("id int32", "n text");
    assertThat(read(file, CONCATENATE).rows())
        .containsExactly(asList("1", "10; 20"), asList("2", NULL), asList("3", "30"));
    assertThat(read(file, JSON).columns()).containsExactly("id int32", "n text");
    String none = field.startsWith("optional") ? NULL : "[]";
    // A bare repetition that is empty has nothing in it by which it differs from one that is not
    // there.
    assertThat(read(file, JSON).rows())
        .containsExactly(asList("1", "[10,20]"), asList("2", none), asList("3", "[30]"));
    ReaderRun tables = read(file, TABLES);
    assertThat(tables.columns())
        .containsExactly(
            "t._row_id int64",
            "t.id int32",
            "n._parent_row_id int64",
            "n._position int64",
            "n.n int32");
    assertThat(tables.rows())
        .containsExactly(
            asList("1", "1"),
            asList("2", "2"),
            asList("3", "3"),
            asList("1", "1", "10"),
            asList("1", "2", "20"),
            asList("3", "1", "30"));
  }

  /** Adds a list, or leaves out one that may be null and has no elements. */
  private static void addNumbers(Group row, int... elements) {
    int field = row.getType().getFieldIndex("n");
    if (row.getType().getType(field).isPrimitive()) {
      for (int element : elements) {
        row.add("n", element);
      }
      return;
    }
    boolean optional =
        row.getType()
            .getType(field)
            .isRepetition(org.apache.parquet.schema.Type.Repetition.OPTIONAL);
    if (optional && elements.length == 0) {
      return;
    }
    Group list = row.addGroup("n");
    for (int element : elements) {
      if (list.getType().getType(0).isPrimitive()) {
        list.add(0, element);
      } else {
        list.addGroup(0).add(0, element);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional group p (LIST) { repeated group list { optional group element {"
            + " optional int32 x; optional int32 y; } } }",
        "optional group p (LIST) { repeated group array { optional int32 x; optional int32 y; } }",
        "optional group p (LIST) { repeated group p_tuple { optional int32 x; optional int32 y; } }",
        "optional group p (LIST) { repeated group point { optional int32 x; optional int32 y; } }",
        "repeated group p { optional int32 x; optional int32 y; }",
      })
  void listsOfStructuresAreColumnsInEverySpelling(String field) throws IOException {
    byte[] file =
        file(
            field,
            row -> {
              element(row).append("x", 1).append("y", 2);
              next(row).append("x", 3);
            });
    assertThat(read(file).columns()).containsExactly("p_x int32", "p_y int32");
    assertThat(read(file).rows()).containsExactly(asList("1", "2"), asList("3", NULL));
    assertThat(read(file, JSON).rows())
        .containsExactly(asList("[{\"x\":1,\"y\":2},{\"x\":3,\"y\":null}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional group p (LIST) { repeated group array { optional int32 x; } }",
        "optional group p (LIST) { repeated group p_tuple { optional int32 x; } }",
      })
  void structuresOfOneMemberAreToldFromListsByTheirName(String field) throws IOException {
    byte[] file =
        file(
            field,
            row -> {
              element(row).append("x", 1);
              next(row);
            });
    assertThat(read(file).columns()).containsExactly("p_x int32");
    assertThat(read(file).rows()).containsExactly(asList("1"), asList(NULL));
    assertThat(read(file, JSON).rows()).containsExactly(asList("[{\"x\":1},{\"x\":null}]"));
  }

  @Test
  void groupAroundABareRepetitionIsAnElement() throws IOException {
    byte[] file =
        file(
            "optional group p (LIST) { repeated group list { repeated int32 x; } }",
            row -> {
              Group list = row.addGroup("p");
              list.addGroup(0).append("x", 1).append("x", 2);
              list.addGroup(0);
            });
    assertThat(read(file).columns()).containsExactly("p_x int32");
    assertThat(read(file, JSON).rows()).containsExactly(asList("[{\"x\":[1,2]},{\"x\":[]}]"));
  }

  /** The structure that is the first element of list {@code p}. */
  private static Group element(Group row) {
    boolean bare = row.getType().getType("p").isRepetition(repeated());
    return bare ? row.addGroup("p") : inner(row.addGroup("p").addGroup(0));
  }

  private static Group next(Group row) {
    boolean bare = row.getType().getType("p").isRepetition(repeated());
    return bare ? row.addGroup("p") : inner(row.getGroup("p", 0).addGroup(0));
  }

  private static Group inner(Group repeatedGroup) {
    return repeatedGroup.getType().containsField("element")
        ? repeatedGroup.addGroup("element")
        : repeatedGroup;
  }

  private static org.apache.parquet.schema.Type.Repetition repeated() {
    return org.apache.parquet.schema.Type.Repetition.REPEATED;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional group m (MAP) { repeated group key_value {"
            + " required binary key (STRING); optional int32 value; } }",
        "optional group m (MAP) { repeated group map (MAP_KEY_VALUE) {"
            + " required binary key (STRING); optional int32 value; } }",
        "optional group m (MAP_KEY_VALUE) { repeated group map {"
            + " required binary name (STRING); optional int32 num; } }",
        "required group m (MAP) { repeated group entries {"
            + " required binary k (ENUM); optional int32 v; } }",
      })
  void mapsAreKeysAndValuesInEverySpelling(String field) throws IOException {
    byte[] file =
        file(
            field,
            row -> {
              Group map = row.addGroup("m");
              map.addGroup(0).append(nameOf(map, 0), "a").append(nameOf(map, 1), 1);
              map.addGroup(0).append(nameOf(map, 0), "b\"");
            },
            row -> row.addGroup("m"));
    assertThat(read(file).columns()).containsExactly("m_key text", "m_value int32");
    assertThat(read(file).rows())
        .containsExactly(asList("a", "1"), asList("b\"", NULL), asList(NULL, NULL));
    assertThat(read(file, CONCATENATE).rows())
        .containsExactly(asList("a; b\"", "1"), asList(NULL, NULL));
    assertThat(read(file, JSON).columns()).containsExactly("m text");
    assertThat(read(file, JSON).rows())
        .containsExactly(asList("{\"a\":1,\"b\\\"\":null}"), asList("{}"));
    assertThat(read(file, TABLES).rows())
        .containsExactly(
            asList("1"), asList("2"), asList("1", "1", "a", "1"), asList("1", "2", "b\"", NULL));
  }

  private static String nameOf(Group map, int index) {
    return map.getType().getType(0).asGroupType().getFieldName(index);
  }

  @Test
  void mapsWhoseKeysAreNoTextAreArraysOfEntries() throws IOException {
    byte[] file =
        file(
            "optional group m (MAP) { repeated group key_value { required int32 key;"
                + " optional group value (LIST) { repeated group list { optional double element; } } } }",
            row -> {
              Group entry = row.addGroup("m").addGroup(0).append("key", 7);
              entry.addGroup("value").addGroup(0).append("element", 0.5);
              row.getGroup("m", 0).addGroup(0).append("key", 8);
            });
    assertThat(read(file).columns()).containsExactly("m_key int32", "m_value float64");
    assertThat(read(file).rows()).containsExactly(asList("7", "0.5"), asList("8", NULL));
    assertThat(read(file, JSON).rows())
        .containsExactly(asList("[{\"key\":7,\"value\":[0.5]},{\"key\":8,\"value\":null}]"));
  }

  @Test
  void setsAreMapsWithoutValues() throws IOException {
    byte[] file =
        file(
            "optional group m (MAP) { repeated group key_value { required binary key (STRING); } }",
            row -> row.addGroup("m").addGroup(0).append("key", "a"));
    assertThat(read(file).columns()).containsExactly("m_key text");
    assertThat(read(file, JSON).rows()).containsExactly(asList("[{\"key\":\"a\"}]"));
  }

  @Test
  void groupsThatAreCalledListsButAreNoneAreStructures() throws IOException {
    byte[] file =
        file(
            "optional group n (LIST) { optional int32 a; optional int32 b; }"
                + " optional group m (MAP) { optional int32 c; }",
            row -> {
              row.addGroup("n").append("b", 1);
              row.addGroup("m").append("c", 2);
            });
    assertThat(read(file).columns()).containsExactly("n_a int32", "n_b int32", "m_c int32");
    assertThat(read(file).rows()).containsExactly(asList(NULL, "1", "2"));
  }

  @Test
  void nullsAtEveryLevelAreKept() throws IOException {
    byte[] file =
        file(
            "required int32 id; optional group l (LIST) { repeated group list { optional group"
                + " element { optional int32 a; optional group b (LIST) { repeated group list {"
                + " optional binary element (STRING); } } } } }",
            row -> row.append("id", 1), // the list is null
            row -> row.append("id", 2).addGroup("l"), // empty
            row -> row.append("id", 3).addGroup("l").addGroup(0), // an element that is null
            row -> row.append("id", 4).addGroup("l").addGroup(0).addGroup(0), // members are null
            row -> row.append("id", 5).addGroup("l").addGroup(0).addGroup(0).addGroup("b"),
            row -> {
              Group inner = row.append("id", 6).addGroup("l").addGroup(0).addGroup(0).addGroup("b");
              inner.addGroup(0);
              inner.addGroup(0).append("element", "x");
              row.getGroup("l", 0).addGroup(0).addGroup(0).append("a", 9);
            });
    assertThat(read(file).columns()).containsExactly("id int32", "l_a int32", "l_b text");
    assertThat(read(file).rows())
        .containsExactly(
            asList("1", NULL, NULL),
            asList("2", NULL, NULL),
            asList("3", NULL, NULL),
            asList("4", NULL, NULL),
            asList("5", NULL, NULL),
            asList("6", NULL, NULL),
            asList("6", NULL, "x"),
            asList("6", "9", NULL));
    assertThat(read(file, JSON).rows())
        .containsExactly(
            asList("1", NULL),
            asList("2", "[]"),
            asList("3", "[null]"),
            asList("4", "[{\"a\":null,\"b\":null}]"),
            asList("5", "[{\"a\":null,\"b\":[]}]"),
            asList("6", "[{\"a\":null,\"b\":[null,\"x\"]},{\"a\":9,\"b\":null}]"));
    ReaderRun tables = read(file, TABLES);
    assertThat(tables.columns())
        .containsExactly(
            "t._row_id int64",
            "t.id int32",
            "l._row_id int64",
            "l._parent_row_id int64",
            "l._position int64",
            "l.a int32",
            "l_b._parent_row_id int64",
            "l_b._position int64",
            "l_b.b text");
    assertThat(tables.rows().subList(6, 13))
        .containsExactly(
            asList("1", "3", "1", NULL),
            asList("2", "4", "1", NULL),
            asList("3", "5", "1", NULL),
            asList("4", "6", "1", NULL),
            asList("5", "6", "2", "9"),
            asList("4", "1", NULL),
            asList("4", "2", "x"));
  }

  @Test
  void listsWithinListsLeaveNoStepsInNames() throws IOException {
    byte[] file =
        file(
            "optional group a (LIST) { repeated group list { optional group element (LIST) {"
                + " repeated group list { optional int32 element; } } } }",
            row -> {
              Group outer = row.addGroup("a");
              Group first = outer.addGroup(0).addGroup(0);
              first.addGroup(0).add(0, 1);
              first.addGroup(0).add(0, 2);
              outer.addGroup(0); // null
              outer.addGroup(0).addGroup(0); // empty
              outer.addGroup(0).addGroup(0).addGroup(0).add(0, 3);
            });
    assertThat(read(file).columns()).containsExactly("a int32");
    assertThat(read(file).rows())
        .containsExactly(asList("1"), asList("2"), asList(NULL), asList(NULL), asList("3"));
    assertThat(read(file, CONCATENATE).rows()).containsExactly(asList("1; 2; 3"));
    assertThat(read(file, JSON).rows()).containsExactly(asList("[[1,2],null,[],[3]]"));
  }

  @Test
  void twoLevelListsWithinTwoLevelListsAreRead() throws IOException {
    byte[] file =
        file(
            "optional group a (LIST) { repeated group array (LIST) { repeated int32 array; } }",
            row -> {
              Group outer = row.addGroup("a");
              outer.addGroup(0).append("array", 1).append("array", 2);
              outer.addGroup(0);
            });
    assertThat(read(file).columns()).containsExactly("a int32");
    assertThat(read(file, JSON).rows()).containsExactly(asList("[[1,2],[]]"));
  }

  @Test
  void arraysBesideEachOtherAreStackedAndTheValuesAroundThemRepeated() throws IOException {
    byte[] file =
        file(
            "repeated int32 a; required int32 id; repeated binary b (STRING);"
                + " optional group s { optional int32 x; }",
            row -> {
              row.append("a", 1).append("a", 2).append("id", 7).append("b", "p").append("b", "q");
              row.addGroup("s").append("x", 5);
            });
    assertThat(read(file).columns()).containsExactly("a int32", "id int32", "b text", "s_x int32");
    assertThat(read(file).rows())
        .containsExactly(
            asList("1", "7", NULL, "5"),
            asList("2", "7", NULL, "5"),
            asList(NULL, "7", "p", "5"),
            asList(NULL, "7", "q", "5"));
  }

  /** One list for each type, with the text of its one value, and how JSON has it. */
  private record Sample(String type, String text, String json, Consumer<Group> value) {
    Sample(String type, String text, Consumer<Group> value) {
      this(type, text, "[\"" + text + "\"]", value);
    }

    static Sample bare(String type, String text, Consumer<Group> value) {
      return new Sample(type, text, "[" + text + "]", value);
    }
  }

  private static Consumer<Group> bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return group -> group.add(0, Binary.fromConstantByteArray(bytes));
  }

  @Test
  void everyLogicalTypeIsExactWithinLists() throws IOException {
    byte[] int96 =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(3_723_000_001_000L)
            .putInt(2_440_588 + 19_797)
            .array();
    List<Sample> samples =
        List.of(
            Sample.bare("boolean %s", "true", g -> g.add(0, true)),
            Sample.bare("int32 %s (INTEGER(8,true))", "-128", g -> g.add(0, -128)),
            Sample.bare("int32 %s (INTEGER(16,true))", "-32768", g -> g.add(0, -32768)),
            Sample.bare("int32 %s", "-2147483648", g -> g.add(0, Integer.MIN_VALUE)),
            Sample.bare("int32 %s (INTEGER(8,false))", "255", g -> g.add(0, 255)),
            Sample.bare("int32 %s (INTEGER(16,false))", "65535", g -> g.add(0, 65535)),
            Sample.bare("int32 %s (INTEGER(32,false))", "4294967295", g -> g.add(0, -1)),
            Sample.bare("int64 %s", "-9223372036854775808", g -> g.add(0, Long.MIN_VALUE)),
            Sample.bare("int64 %s (INTEGER(64,false))", "18446744073709551615", g -> g.add(0, -1L)),
            Sample.bare("int32 %s (DECIMAL(9,2))", "-9999999.99", g -> g.add(0, -999999999)),
            Sample.bare("int64 %s (DECIMAL(18,3))", "0.001", g -> g.add(0, 1L)),
            Sample.bare("binary %s (DECIMAL(38,1))", "25.5", bytes(0, 255)),
            Sample.bare(
                "fixed_len_byte_array(5) %s (DECIMAL(11,3))", "-0.002", bytes(-1, -1, -1, -1, -2)),
            new Sample(
                "fixed_len_byte_array(20) %s (DECIMAL(45,0))",
                "-1",
                bytes(
                    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                    -1)),
            Sample.bare("float %s", "0.1", g -> g.add(0, 0.1f)),
            Sample.bare("double %s", "1.0E300", g -> g.add(0, 1e300)),
            new Sample("double %s", "NaN", g -> g.add(0, Double.NaN)),
            new Sample("float %s", "-Infinity", g -> g.add(0, Float.NEGATIVE_INFINITY)),
            Sample.bare("fixed_len_byte_array(2) %s (FLOAT16)", "-2.5", bytes(0, 0xC1)),
            new Sample("int32 %s (DATE)", "1969-12-31", g -> g.add(0, -1)),
            new Sample("int32 %s (TIME(MILLIS,true))", "00:00:01.5", g -> g.add(0, 1500)),
            new Sample("int64 %s (TIME(MICROS,false))", "00:00:00.000001", g -> g.add(0, 1L)),
            new Sample("int64 %s (TIME(NANOS,false))", "00:00:00.000000001", g -> g.add(0, 1L)),
            new Sample(
                "int64 %s (TIMESTAMP(MILLIS,true))",
                "1969-12-31T23:59:59.999Z", g -> g.add(0, -1L)),
            new Sample(
                "int64 %s (TIMESTAMP(MICROS,false))",
                "1970-01-01T00:00:00.000001", g -> g.add(0, 1L)),
            new Sample(
                "int64 %s (TIMESTAMP(NANOS,true))",
                "1970-01-01T00:00:00.000001Z", g -> g.add(0, 1000L)),
            new Sample(
                "int64 %s (TIMESTAMP(NANOS,false))",
                "1970-01-01T00:00:00.000000001", g -> g.add(0, 1L)),
            new Sample(
                "int96 %s",
                "2024-03-15T01:02:03.000001", g -> g.add(0, Binary.fromConstantByteArray(int96))),
            new Sample("binary %s (STRING)", "Zürich", g -> g.add(0, "Zürich")),
            new Sample("binary %s (ENUM)", "RED", g -> g.add(0, "RED")),
            new Sample(
                "binary %s (JSON)", "{\"a\":1}", "[\"{\\\"a\\\":1}\"]", g -> g.add(0, "{\"a\":1}")),
            new Sample("binary %s (BSON)", "BQAAAAA=", bytes(5, 0, 0, 0, 0)),
            new Sample("binary %s", "AQI=", bytes(1, 2)),
            new Sample("fixed_len_byte_array(3) %s", "AQID", bytes(1, 2, 3)),
            new Sample(
                "fixed_len_byte_array(16) %s (UUID)",
                "00000000-0000-0000-0000-000000000001",
                bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
            new Sample(
                "fixed_len_byte_array(12) %s (INTERVAL)",
                "P1M2DT0.003S", bytes(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0)));
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < samples.size(); i++) {
      fields
          .append("optional group c")
          .append(i)
          .append(" (LIST) { repeated group list { optional ")
          .append(samples.get(i).type().formatted("element"))
          .append("; } } ");
    }
    byte[] file =
        file(
            fields.toString(),
            row -> {
              for (int i = 0; i < samples.size(); i++) {
                samples.get(i).value().accept(row.addGroup("c" + i).addGroup(0));
              }
            });
    List<@Nullable String> texts = new ArrayList<>();
    List<@Nullable String> jsons = new ArrayList<>();
    for (Sample sample : samples) {
      texts.add(sample.text());
      jsons.add(sample.json());
    }
    assertThat(read(file, JSON).rows()).containsExactly(jsons);
    assertThat(read(file, CONCATENATE).rows()).containsExactly(texts);
    List<List<@Nullable String>> expanded = read(file).rows();
    for (int i = 0; i < samples.size(); i++) {
      assertThat(expanded.get(i).get(i)).isEqualTo(texts.get(i));
    }
  }

  @Test
  void lateNanosecondsStartAgainWithText() throws IOException {
    List<Consumer<Group>> rows = new ArrayList<>();
    for (int i = 0; i < ParquetInput.SAMPLE_VALUES; i++) {
      rows.add(row -> row.append("at", 1000L));
    }
    rows.add(row -> row.append("at", 2000L).append("at", 1L));
    byte[] file =
        ForeignFile.write(
            folder, "message m { repeated int64 at (TIMESTAMP(NANOS,false)); }", rows);
    ReaderRun run = read(file);
    assertThat(run.passes()).isEqualTo(2);
    assertThat(run.columns()).containsExactly("at text");
    assertThat(run.codes()).containsExactly("type-widened");
    assertThat(run.rows()).hasSize(ParquetInput.SAMPLE_VALUES + 2);
    assertThat(run.rows().get(ParquetInput.SAMPLE_VALUES + 1))
        .containsExactly("1970-01-01T00:00:00.000000001");
  }

  @Test
  void badValueNamesItsColumnAndRow() throws IOException {
    byte[] file =
        file(
            "optional group l (LIST) { repeated group list { optional binary element (STRING); } }",
            row -> row.addGroup("l").addGroup(0).append("element", "a"),
            row -> {
              bytes('x').accept(row.addGroup("l").addGroup(0));
              bytes(0xC3).accept(row.getGroup("l", 0).addGroup(0));
            });
    assertThat(read(file).failure())
        .startsWith("INPUT bad-parquet-value: t.parquet: column l, row 2: text is no valid UTF-8");
    assertThat(read(file, "on-invalid-text", "replace").rows())
        .containsExactly(asList("a"), asList("x"), asList("\uFFFD"));
  }

  @Test
  void recordThatNeedsTooMuchIsRefusedWithTheLimitsName() throws IOException {
    byte[] file =
        file(
            "repeated int32 n;",
            row -> row.append("n", 1),
            row -> {
              for (int i = 0; i < 1000; i++) {
                row.add("n", i);
              }
            });
    assertThat(read(file, "max-row-bytes", "64KiB").failure())
        .isEqualTo("INPUT row-too-long: t.parquet: row 2 needs more than 65536 bytes");
    assertThat(read(file, "max-row-bytes", "1MiB").rows()).hasSize(1001);
  }

  @Test
  void schemaThatIsTooDeepIsRefused() throws IOException {
    int levels = SchemaPlaces.MAX_DEPTH + 1;
    byte[] file =
        file("optional group g { ".repeat(levels) + "optional int32 n; " + "} ".repeat(levels));
    assertThat(read(file).failure()).startsWith("INPUT too-deep: t.parquet: the schema has more");
  }

  @Test
  void fileWithoutRecordsHasTheColumnsOfItsSchema() throws IOException {
    byte[] file = file("required int32 id; repeated double n;");
    assertThat(read(file).columns()).containsExactly("id int32", "n float64");
    assertThat(read(file).rows()).isEmpty();
  }

  /** Fills a record. */
  private interface Row extends Consumer<Group> {}

  private byte[] file(String fields, Row... rows) throws IOException {
    return ForeignFile.write(folder, "message m { " + fields + " }", new ArrayList<>(asList(rows)));
  }

  private static ReaderRun read(byte[] file, String... options) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    return ReaderRun.of(
        new ParquetReader(),
        new MemorySource("t.parquet", file),
        OptionValues.of(values),
        AfterMiss.SURVEY);
  }
}
