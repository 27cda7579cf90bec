package io.pyforge.spi.testkit;

import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.BatchCursor;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tables for tests. The fixed ones hold every type with its extremes; the random ones depend on
 * nothing but their seed, so a failure can be run again.
 */
public final class TestTables {
  /** The name of every table made here. */
  public static final String TABLE = "table";

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Days and microseconds that every format with dates can hold: the years 1 to 9999. */
  private static final long FIRST_DAY = -719_162;

  private static final long LAST_DAY = 2_932_896;

  private static final String[] WORDS = {
    "",
    "a",
    "b",
    "alpha",
    "beta",
    "Zürich",
    "日本語",
    "emoji 😀",
    "a,b",
    "say \"hi\"",
    "two\nlines",
    " x "
  };

  private TestTables() {}

  /** One type of every kind, with the borders of decimal storage: 9, 18, 19 and 38 digits. */
  public static List<ColumnType> types() {
    return List.of(
        new ColumnType.Bool(),
        new ColumnType.Int32(),
        new ColumnType.Int64(),
        new ColumnType.Float32(),
        new ColumnType.Float64(),
        new ColumnType.Decimal(9, 2),
        new ColumnType.Decimal(18, 4),
        new ColumnType.Decimal(19, 0),
        new ColumnType.Decimal(38, 10),
        new ColumnType.Text(),
        new ColumnType.Binary(),
        new ColumnType.Date(),
        new ColumnType.Time(),
        new ColumnType.Timestamp(false),
        new ColumnType.Timestamp(true));
  }

  /** A nullable column for each of {@link #types}, named {@code c0_bool} and so on. */
  public static Schema everyTypeSchema() {
    List<Field> fields = new ArrayList<>();
    for (ColumnType type : types()) {
      fields.add(Field.of(columnName(fields.size(), type), type));
    }
    return new Schema(fields);
  }

  /**
   * A table of every type: a row of nulls, then rows that walk through each type's extremes, with a
   * null here and there.
   */
  public static RecordBatch everyType() {
    Schema schema = everyTypeSchema();
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TABLE, schema);
    builder.endRow();
    int rows = 12;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < schema.width(); column++) {
        List<Object> samples = samples(schema.field(column).type());
        if ((row + column) % 7 != 6) {
          set(builder, column, schema.field(column).type(), samples.get(row % samples.size()));
        }
      }
      builder.endRow();
    }
    return batch;
  }

  /** A table of the given columns without rows. */
  public static RecordBatch empty(Schema schema) {
    RecordBatch batch = new RecordBatch();
    batch.begin(TABLE, schema);
    return batch;
  }

  /** A random table: up to 12 columns of any type, up to 400 rows. */
  public static RecordBatch random(Random random) {
    return random(random, randomSchema(random), random.nextInt(401));
  }

  /** Random columns: 1 to 12 of any type, some of them not nullable. */
  public static Schema randomSchema(Random random) {
    List<ColumnType> types = types();
    List<Field> fields = new ArrayList<>();
    int width = 1 + random.nextInt(12);
    for (int i = 0; i < width; i++) {
      ColumnType type = types.get(random.nextInt(types.size()));
      fields.add(new Field(columnName(i, type), type, random.nextInt(4) != 0));
    }
    return new Schema(fields);
  }

  /**
   * Random rows. Each nullable column gets its own share of nulls, from none to all; values repeat
   * in some columns and hardly ever in others; extremes are among them.
   */
  public static RecordBatch random(Random random, Schema schema, int rows) {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TABLE, schema);
    int width = schema.width();
    double[] nullShare = new double[width];
    boolean[] repeats = new boolean[width];
    for (int i = 0; i < width; i++) {
      int choice = random.nextInt(5);
      nullShare[i] = choice == 0 ? 0 : choice == 1 ? 1 : random.nextDouble();
      if (!schema.field(i).nullable()) {
        nullShare[i] = 0;
      }
      repeats[i] = random.nextBoolean();
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        if (random.nextDouble() >= nullShare[i]) {
          ColumnType type = schema.field(i).type();
          List<Object> samples = samples(type);
          boolean sample = repeats[i] || random.nextInt(16) == 0;
          set(
              builder,
              i,
              type,
              sample ? samples.get(random.nextInt(samples.size())) : randomValue(random, type));
        }
      }
      builder.endRow();
    }
    return batch;
  }

  /** The rows of a batch as text, by the rules of {@link io.pyforge.spi.batch.CellText}. */
  public static List<List<@Nullable String>> rows(RecordBatch batch) {
    List<List<@Nullable String>> rows = new ArrayList<>(batch.rowCount());
    BatchCursor cursor = new BatchCursor(batch);
    while (cursor.next()) {
      List<@Nullable String> row = new ArrayList<>(batch.schema().width());
      for (int i = 0; i < batch.schema().width(); i++) {
        row.add(cursor.text(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** A batch of its own with the same rows. */
  public static RecordBatch copy(RecordBatch batch) {
    return slice(batch, 0, batch.rowCount());
  }

  /** A batch of its own with rows {@code from} to {@code to}. */
  public static RecordBatch slice(RecordBatch batch, int from, int to) {
    RecordBatch copy = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(copy, batch.table(), batch.schema());
    BatchCursor cursor = new BatchCursor(batch);
    for (int row = 0; cursor.next(); row++) {
      if (row < from || row >= to) {
        continue;
      }
      for (int i = 0; i < batch.schema().width(); i++) {
        if (!cursor.isNull(i)) {
          copyValue(cursor, builder, i, batch.schema().field(i).type());
        }
      }
      builder.endRow();
    }
    return copy;
  }

  private static void copyValue(
      BatchCursor cursor, BatchBuilder builder, int column, ColumnType type) {
    if (type instanceof ColumnType.Text || type instanceof ColumnType.Binary) {
      long span = cursor.span(column);
      builder.setBytes(
          column, cursor.batch().bytes(column).buffer(), (int) (span >>> 32), (int) span);
    } else if (type instanceof ColumnType.Decimal) {
      builder.setDecimal(column, cursor.decimalValue(column));
    } else {
      builder.setLong(column, cursor.longValue(column));
    }
  }

  private static String columnName(int index, ColumnType type) {
    return "c" + index + "_" + type.name();
  }

  /** Ordinary and extreme values: Long, Double, BigDecimal or byte[]. */
  private static List<Object> samples(ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return List.of(1L, 0L);
    }
    if (type instanceof ColumnType.Int32) {
      return List.of(0L, 1L, -1L, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE, 42L);
    }
    if (type instanceof ColumnType.Int64) {
      return List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L);
    }
    if (type instanceof ColumnType.Float32) {
      return List.of(
          0.0,
          -0.0,
          1.5,
          (double) Float.MIN_VALUE,
          (double) -Float.MAX_VALUE,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          (double) 0.1f);
    }
    if (type instanceof ColumnType.Float64) {
      return List.of(
          -0.0,
          0.0,
          0.1,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          -1e300);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      BigInteger largest = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
      return List.of(
          new BigDecimal(BigInteger.ZERO, decimal.scale()),
          new BigDecimal(largest, decimal.scale()),
          new BigDecimal(largest.negate(), decimal.scale()),
          new BigDecimal(BigInteger.ONE, decimal.scale()),
          new BigDecimal(BigInteger.ONE.negate(), decimal.scale()));
    }
    if (type instanceof ColumnType.Text) {
      List<Object> texts = new ArrayList<>();
      for (String word : WORDS) {
        texts.add(word.getBytes(StandardCharsets.UTF_8));
      }
      texts.add("long ".repeat(40).getBytes(StandardCharsets.UTF_8));
      return texts;
    }
    if (type instanceof ColumnType.Binary) {
      return List.of(
          new byte[0],
          new byte[] {0},
          new byte[] {-1},
          new byte[] {-128, 127, 0, -1},
          new byte[100]);
    }
    if (type instanceof ColumnType.Date) {
      return List.of(0L, -1L, FIRST_DAY, LAST_DAY, 19_797L);
    }
    if (type instanceof ColumnType.Time) {
      return List.of(0L, 1L, MICROS_PER_DAY - 1, 52_200_000_000L, 52_200_500_000L, 1_000L);
    }
    if (type instanceof ColumnType.Timestamp) {
      return List.of(
          0L,
          -1L,
          FIRST_DAY * MICROS_PER_DAY,
          (LAST_DAY + 1) * MICROS_PER_DAY - 1,
          1_710_513_000_000_000L);
    }
    throw new IllegalStateException("no samples of " + type.name());
  }

  private static Object randomValue(Random random, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return (long) random.nextInt(2);
    }
    if (type instanceof ColumnType.Int32) {
      return (long) random.nextInt();
    }
    if (type instanceof ColumnType.Float32) {
      return (double) (float) (random.nextGaussian() * 1e6);
    }
    if (type instanceof ColumnType.Float64) {
      return random.nextGaussian() * 1e12;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(decimal.precision()));
      BigInteger unscaled = new BigInteger(bound.bitLength() + 8, random).mod(bound);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    if (type instanceof ColumnType.Text) {
      int[] codePoints = new int[random.nextInt(40)];
      for (int i = 0; i < codePoints.length; i++) {
        codePoints[i] =
            random.nextInt(8) == 0 ? 0x3040 + random.nextInt(80) : ' ' + random.nextInt(95);
      }
      return new String(codePoints, 0, codePoints.length).getBytes(StandardCharsets.UTF_8);
    }
    if (type instanceof ColumnType.Binary) {
      byte[] bytes = new byte[random.nextInt(90)];
      random.nextBytes(bytes);
      return bytes;
    }
    if (type instanceof ColumnType.Date) {
      return FIRST_DAY + (long) (random.nextDouble() * (LAST_DAY - FIRST_DAY));
    }
    if (type instanceof ColumnType.Time) {
      return (long) (random.nextDouble() * MICROS_PER_DAY);
    }
    if (type instanceof ColumnType.Timestamp) {
      return (long) (random.nextGaussian() * 1e15);
    }
    return random.nextLong();
  }

  private static void set(BatchBuilder builder, int column, ColumnType type, Object value) {
    if (value instanceof byte[] bytes) {
      builder.setBytes(column, bytes, 0, bytes.length);
    } else if (value instanceof BigDecimal decimal) {
      builder.setDecimal(column, decimal);
    } else if (value instanceof Double number) {
      builder.setDouble(column, number);
    } else {
      builder.setLong(column, (Long) value);
    }
  }
}
