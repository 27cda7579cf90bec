package io.pyforge.core.samples;

import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sample became, as the two texts that lie in {@code samples/expected}.
 *
 * @param csv header and rows as DuckDB finds them in the Parquet file; lines end in a line feed, a
 *     null is an empty field, an empty text is {@code ""}, and other fields are quoted where they
 *     must be
 * @param schema the columns by name, with the type that the conversion reports and the one that
 *     DuckDB finds, and the codes of the notices, as JSON
 */
record GoldenTable(String csv, String schema) {
  /** A table of a result; the notices, which are about all its tables, are told with the first. */
  static GoldenTable of(ConversionResult result, TableOutput table) {
    Path parquet = Path.of(table.path());
    Schema schema = table.schema();
    boolean first = table == result.outputs().get(0);
    List<String> names = schema.fields().stream().map(Field::name).toList();
    StringBuilder csv = new StringBuilder();
    appendLine(csv, names);
    ParquetReadback.agreed(parquet).forEach(row -> appendLine(csv, row));
    return new GoldenTable(
        csv.toString(), schemaJson(schema, parquet, first ? result.notices() : List.of()));
  }

  private static String schemaJson(Schema schema, Path parquet, List<Notice> notices) {
    Map<String, String> inFile = ParquetReadback.duckDbColumns(parquet);
    List<String> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      columns.add(
          "    {\"name\":%s,\"type\":%s,\"duckdb\":%s}"
              .formatted(
                  json(field.name()),
                  json(field.type().name()),
                  json(inFile.getOrDefault(field.name(), "missing"))));
    }
    List<String> codes = notices.stream().map(notice -> json(notice.code())).toList();
    return "{\n  \"columns\":[\n%s\n  ],\n  \"notices\":[%s]\n}\n"
        .formatted(String.join(",\n", columns), String.join(",", codes));
  }

  private static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void appendLine(StringBuilder csv, List<? extends @Nullable String> row) {
    for (int i = 0; i < row.size(); i++) {
      csv.append(i == 0 ? "" : ",").append(field(row.get(i)));
    }
    csv.append('\n');
  }

  private static String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean quoted = value.isEmpty() || value.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
