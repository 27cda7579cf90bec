package io.pyforge.checks.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a file must hold.
 *
 * @param columns names, in order
 * @param sparkTypes the type that Spark must give each column
 * @param rows values as text, null where there is none
 */
record ExpectedTable(List<String> columns, List<String> sparkTypes, List<List<String>> rows) {
  static ExpectedTable of(Path json) throws IOException {
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (JsonNode column : root.required("columns")) {
      columns.add(column.required("name").textValue());
      types.add(sparkType(column.required("type").textValue()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : root.required("rows")) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.textValue()));
      rows.add(values);
    }
    return new ExpectedTable(columns, types, rows);
  }

  /** The different values of a column. */
  Set<String> values(int column) {
    Set<String> values = new TreeSet<>();
    rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).forEach(values::add);
    return values;
  }

  private static String sparkType(String type) {
    return switch (type) {
      case "bool" -> "boolean";
      case "int32" -> "int";
      case "int64" -> "bigint";
      case "float32" -> "float";
      case "float64" -> "double";
      // Spark 3.5 has no times of day, so they are written as text unless asked for.
      case "text", "time" -> "string";
      case "timestamp" -> "timestamp_ntz";
      case "timestamp_utc" -> "timestamp";
      default -> type; // binary, date, decimal(p,s)
    };
  }
}
