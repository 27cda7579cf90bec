package io.pyforge.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet files with DuckDB and with parquet-java, independently of our own code. Rows come
 * as lists of texts by the rules of {@link CellText}, null where there is no value, so that they
 * compare directly with {@code TestTables.rows}.
 */
public final class ParquetReadback {
  private static final String JDBC_URL = "jdbc:duckdb:";

  private ParquetReadback() {}

  /** All rows, as DuckDB sees them. */
  public static List<List<@Nullable String>> viaDuckDb(Path file) {
    Map<String, String> columns = duckDbColumns(file);
    List<String> projection = new ArrayList<>();
    columns.forEach((name, type) -> projection.add(duckDbExpression(quoted(name, '"'), type)));
    List<String> types = List.copyOf(columns.values());
    String sql =
        "SELECT " + String.join(", ", projection) + " FROM " + quoted(file.toString(), '\'');
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
          row.add(duckDbText(result, i + 1, types.get(i)));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot read " + file, e);
    }
    return rows;
  }

  /**
   * All rows, read by DuckDB and by parquet-java.
   *
   * @throws AssertionError if the two do not agree
   */
  public static List<List<@Nullable String>> agreed(Path file) {
    List<List<@Nullable String>> rows = viaDuckDb(file);
    assertThat(viaParquetJava(file))
        .as("%s as parquet-java reads it, compared with DuckDB", file)
        .isEqualTo(rows);
    return rows;
  }

  /** Column names and DuckDB's names of their types, in order. */
  public static Map<String, String> duckDbColumns(Path file) {
    Map<String, String> columns = new LinkedHashMap<>();
    query("DESCRIBE SELECT * FROM " + quoted(file.toString(), '\''))
        .forEach(row -> columns.put(row.get(0), row.get(1)));
    return columns;
  }

  /** The rows of any DuckDB query, each column as DuckDB's own text. */
  public static List<List<@Nullable String>> query(String sql) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot run: " + sql, e);
    }
    return rows;
  }

  /** All rows, as parquet-java sees them; it verifies the checksum of every page. */
  public static List<List<@Nullable String>> viaParquetJava(Path file) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new GroupReaderBuilder(new LocalInputFile(file)).usePageChecksumVerification().build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        int width = group.getType().getFieldCount();
        List<@Nullable String> row = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
          row.add(
              group.getFieldRepetitionCount(i) == 0
                  ? null
                  : groupText(group, i, 0, group.getType().getType(i).asPrimitiveType()));
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
    return rows;
  }

  /** The footer, as parquet-java sees it. */
  public static ParquetMetadata footer(Path file) {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getFooter();
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(JDBC_URL, new Properties());
  }

  private static String quoted(String text, char quote) {
    return quote + text.replace("" + quote, "" + quote + quote) + quote;
  }

  /** Dates and times leave as numbers: JDBC's own types would bring calendars and zones in. */
  private static String duckDbExpression(String column, String type) {
    return switch (type) {
      case "DATE" -> "date_diff('day', DATE '1970-01-01', " + column + ")";
      case "TIME", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> "epoch_us(" + column + ")";
      default -> column;
    };
  }

  private static @Nullable String duckDbText(ResultSet result, int index, String type)
      throws SQLException {
    if (result.getObject(index) == null) {
      return null;
    }
    return switch (type) {
      case "BOOLEAN" -> Boolean.toString(result.getBoolean(index));
      case "FLOAT" -> Float.toString(result.getFloat(index));
      case "DOUBLE" -> Double.toString(result.getDouble(index));
      case "BLOB" -> Base64.getEncoder().encodeToString(result.getBytes(index));
      case "DATE" -> CellText.ofLong(result.getLong(index), new ColumnType.Date());
      case "TIME" -> CellText.ofLong(result.getLong(index), new ColumnType.Time());
      case "TIMESTAMP" -> CellText.ofLong(result.getLong(index), new ColumnType.Timestamp(false));
      case "TIMESTAMP WITH TIME ZONE" ->
          CellText.ofLong(result.getLong(index), new ColumnType.Timestamp(true));
      default ->
          type.startsWith("DECIMAL")
              ? result.getBigDecimal(index).toPlainString()
              : result.getString(index);
    };
  }

  /** The text of one of the values of a field. */
  static String groupText(Group group, int field, int index, PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      BigInteger unscaled =
          switch (type.getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(group.getInteger(field, index));
            case INT64 -> BigInteger.valueOf(group.getLong(field, index));
            default -> new BigInteger(group.getBinary(field, index).getBytes());
          };
      return new BigDecimal(unscaled, decimal.getScale()).toPlainString();
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> Boolean.toString(group.getBoolean(field, index));
      case FLOAT -> Float.toString(group.getFloat(field, index));
      case DOUBLE -> Double.toString(group.getDouble(field, index));
      case INT32 ->
          CellText.ofLong(
              group.getInteger(field, index),
              logical instanceof DateLogicalTypeAnnotation
                  ? new ColumnType.Date()
                  : new ColumnType.Int32());
      case INT64 -> CellText.ofLong(group.getLong(field, index), longType(logical));
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
        byte[] bytes = group.getBinary(field, index).getBytes();
        yield logical instanceof StringLogicalTypeAnnotation
            ? new String(bytes, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(bytes);
      }
    };
  }

  private static ColumnType longType(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return new ColumnType.Timestamp(timestamp.isAdjustedToUTC());
    }
    return logical instanceof TimeLogicalTypeAnnotation
        ? new ColumnType.Time()
        : new ColumnType.Int64();
  }

  private static final class GroupReaderBuilder extends ParquetReader.Builder<Group> {
    GroupReaderBuilder(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
