package io.pyforge.core.reader.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Files of random schemas and records, with lists and maps in random spellings. */
final class RandomNestedFile {
  private static final List<String> VALUES =
      List.of(
          "int32 %s",
          "int64 %s",
          "boolean %s",
          "double %s",
          "binary %s (STRING)",
          "int32 %s (DATE)",
          "int64 %s (DECIMAL(18,4))");
  private static final int DEEPEST = 4;

  private final Random random;
  private int names;

  private RandomNestedFile(long seed) {
    random = new Random(seed);
  }

  /**
   * A file.
   *
   * @param rows at most
   */
  static byte[] of(Path folder, long seed, int rows) throws IOException {
    RandomNestedFile file = new RandomNestedFile(seed);
    MessageType schema = file.schema();
    List<Consumer<Group>> records = new ArrayList<>();
    int count = file.random.nextInt(rows + 1);
    for (int i = 0; i < count; i++) {
      records.add(file::fill);
    }
    ForeignFile.Format format =
        new ForeignFile.Format(
            file.random.nextBoolean()
                ? CompressionCodecName.UNCOMPRESSED
                : CompressionCodecName.SNAPPY,
            file.random.nextBoolean()
                ? ForeignFile.ParquetProperties.V1
                : ForeignFile.ParquetProperties.V2,
            file.random.nextBoolean(),
            file.random.nextInt(4) == 0);
    return ForeignFile.write(folder, schema, records, format);
  }

  private MessageType schema() {
    StringBuilder schema = new StringBuilder("message m { ");
    int fields = 1 + random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      schema.append(field(0));
    }
    return MessageTypeParser.parseMessageType(schema.append("}").toString());
  }

  /** A field of any kind, with a name that no other has. */
  private String field(int depth) {
    String name = "f" + names++;
    String repetition = random.nextInt(3) == 0 ? "required " : "optional ";
    int kind = depth >= DEEPEST ? 0 : random.nextInt(8);
    return switch (kind) {
      case 0, 1 -> repetition + value(name) + "; ";
      case 2 -> "repeated " + value(name) + "; ";
      case 3 -> repetition + "group " + name + " { " + field(depth + 1) + field(depth + 1) + "} ";
      case 4 -> "repeated group " + name + " { " + field(depth + 1) + field(depth + 1) + "} ";
      case 5, 6 -> repetition + "group " + name + " (LIST) { " + repeatedOfList(depth + 1) + "} ";
      default ->
          repetition
              + "group "
              + name
              + " (MAP) { repeated group "
              + (random.nextBoolean() ? "key_value" : "map")
              + " { required "
              + (random.nextBoolean() ? "int32 key" : "binary key (STRING)")
              + "; "
              + field(depth + 1)
              + "} } ";
    };
  }

  private String repeatedOfList(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "repeated " + value("array") + "; ";
      case 1 -> "repeated group array { " + field(depth) + field(depth) + "} ";
      case 2 -> "repeated group bag { " + single(depth) + "} ";
      default -> "repeated group list { " + single(depth) + "} ";
    };
  }

  /** A field that is not bare repeated, which would make a group around it an element. */
  private String single(int depth) {
    String field = field(depth);
    while (field.startsWith("repeated")) {
      field = field(depth);
    }
    return field;
  }

  private String value(String name) {
    return VALUES.get(random.nextInt(VALUES.size())).formatted(name);
  }

  private void fill(Group group) {
    GroupType type = group.getType();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Type field = type.getType(i);
      int occurrences =
          field.isRepetition(Repetition.REQUIRED)
              ? 1
              : field.isRepetition(Repetition.OPTIONAL) ? random.nextInt(2) : random.nextInt(4);
      for (int k = 0; k < occurrences; k++) {
        if (field.isPrimitive()) {
          addValue(group, i, field);
        } else {
          fill(group.addGroup(i));
        }
      }
    }
  }

  private void addValue(Group group, int field, Type type) {
    switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> group.add(field, random.nextInt(100_000) - 50_000);
      case INT64 -> group.add(field, random.nextLong() % 1_000_000_000_000L);
      case BOOLEAN -> group.add(field, random.nextBoolean());
      case DOUBLE -> group.add(field, random.nextInt(10_000) / 16.0);
      default -> group.add(field, "t" + random.nextInt(1000) + (random.nextBoolean() ? "\"ü" : ""));
    }
  }
}
