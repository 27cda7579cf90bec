package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.parquet.SchemaPlace.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Understands a file's schema. Lists and maps are spelled in many ways, which the Parquet format
 * sorts out in LogicalTypes.md, "Nested types":
 *
 * <pre>
 *   optional group tags (LIST) { repeated group list { optional binary element; } }    usual
 *   optional group tags (LIST) { repeated group bag { optional binary array_element; } }   Hive
 *   optional group tags (LIST) { repeated binary array; }                    Avro, two levels
 *   optional group rows (LIST) { repeated group rows_tuple { ... } }              Thrift
 *   repeated binary tags;                                              Protocol Buffers
 *   optional group m (MAP) { repeated group key_value { required binary key; optional .. value; } }
 *   optional group m (MAP_KEY_VALUE) { repeated group map { ... } }                 old Hive
 * </pre>
 */
final class SchemaPlaces {
  /** Levels of groups; each takes some frames of the stack when records are read. */
  static final int MAX_DEPTH = 500;

  private static final String KEY = "key";
  private static final String VALUE = "value";

  private final String file;
  private int places;
  private int leaves;

  private SchemaPlaces(String file) {
    this.file = file;
  }

  /**
   * The places of a schema; the record itself is a structure.
   *
   * @param file its name, for messages
   * @throws io.pyforge.spi.error.ForgeException INPUT if it is too deep, or has a column twice
   */
  static SchemaPlace of(String file, MessageType schema) {
    return new SchemaPlaces(file).struct(schema, "", 0, 0, 0);
  }

  private SchemaPlace place(
      Type type, String step, int definition, int repetition, boolean isElement, int depth) {
    if (depth > MAX_DEPTH) {
      throw ParquetFailures.tooDeep(file, MAX_DEPTH);
    }
    if (type.isRepetition(Repetition.REPEATED) && !isElement) {
      int number = places++;
      int first = leaves;
      SchemaPlace element = place(type, "", definition + 1, repetition + 1, true, depth + 1);
      return array(number, Kind.LIST, step, definition, repetition, first, List.of(element));
    }
    int present = type.isRepetition(Repetition.OPTIONAL) ? definition + 1 : definition;
    if (type.isPrimitive()) {
      int leaf = leaves++;
      return new SchemaPlace(places++, Kind.VALUE, step, present, 0, 0, leaf, leaf + 1, List.of());
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
    if (annotation instanceof ListLogicalTypeAnnotation && holdsOneRepeated(group)) {
      return list(group, step, present, repetition, depth);
    }
    boolean map =
        annotation instanceof MapLogicalTypeAnnotation
            || annotation instanceof MapKeyValueTypeAnnotation;
    if (map && holdsOneRepeated(group) && isEntry(group.getType(0))) {
      return map(group, step, present, repetition, depth);
    }
    return struct(group, step, present, repetition, depth);
  }

  private SchemaPlace struct(GroupType group, String step, int present, int repetition, int depth) {
    int number = places++;
    int first = leaves;
    List<SchemaPlace> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Type member : group.getFields()) {
      if (!names.add(member.getName())) {
        // parquet-hadoop finds chunks by name and would read one column for both.
        throw ParquetFailures.unsupportedColumn(file, member.getName(), "is there twice");
      }
      members.add(place(member, member.getName(), present, repetition, false, depth + 1));
    }
    if (first == leaves && number > 0) {
      throw ParquetFailures.unsupportedColumn(file, group.getName(), "is a group without columns");
    }
    return new SchemaPlace(number, Kind.STRUCT, step, present, 0, 0, first, leaves, members);
  }

  private SchemaPlace list(GroupType group, String step, int present, int repetition, int depth) {
    int number = places++;
    int first = leaves;
    Type repeated = group.getType(0);
    SchemaPlace element =
        isElement(repeated, group.getName())
            ? place(repeated, "", present + 1, repetition + 1, true, depth + 1)
            : place(
                repeated.asGroupType().getType(0),
                "",
                present + 1,
                repetition + 1,
                false,
                depth + 1);
    return array(number, Kind.LIST, step, present, repetition, first, List.of(element));
  }

  private SchemaPlace map(GroupType group, String step, int present, int repetition, int depth) {
    int number = places++;
    int first = leaves;
    List<Type> entry = group.getType(0).asGroupType().getFields();
    List<SchemaPlace> parts = new ArrayList<>();
    for (int i = 0; i < entry.size(); i++) {
      String part = i == 0 ? KEY : VALUE;
      parts.add(place(entry.get(i), part, present + 1, repetition + 1, false, depth + 1));
    }
    return array(number, Kind.MAP, step, present, repetition, first, parts);
  }

  private SchemaPlace array(
      int number,
      Kind kind,
      String step,
      int present,
      int repetition,
      int first,
      List<SchemaPlace> parts) {
    return new SchemaPlace(
        number, kind, step, present, present + 1, repetition + 1, first, leaves, parts);
  }

  private static boolean holdsOneRepeated(GroupType group) {
    return group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
  }

  private static boolean isEntry(Type repeated) {
    if (repeated.isPrimitive()) {
      return false;
    }
    int fields = repeated.asGroupType().getFieldCount();
    return fields == 1 || fields == 2;
  }

  /** Whether what a list repeats is its element, rather than a group around it. */
  private static boolean isElement(Type repeated, String list) {
    if (repeated.isPrimitive()) {
      return true;
    }
    GroupType group = repeated.asGroupType();
    return group.getFieldCount() != 1
        || group.getType(0).isRepetition(Repetition.REPEATED)
        || group.getName().equals("array")
        || group.getName().equals(list + "_tuple");
  }
}
