package io.pyforge.core.writer.parquet;

import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;
import org.apache.parquet.format.CompressionCodec;

/**
 * The writer's options, read.
 *
 * @param timeAsText whether times of day are written as text
 * @param maxRowGroupRows rows above which a batch becomes several row groups
 */
record ParquetOptions(PageCompression compression, boolean timeAsText, int maxRowGroupRows) {
  static final OptionSpec COMPRESSION_LEVEL =
      OptionSpec.integer(
          "compression-level",
          null,
          "Level of --compression zstd (1 to 22, default 3) or gzip (1 to 9, default 6).");

  static final OptionSpec ROW_GROUP_ROWS =
      OptionSpec.integer(
          "row-group-rows",
          null,
          "Most rows of a Parquet row group. When not given, a row group holds what was read at a"
              + " time; smaller ones are never joined.");

  static final List<OptionSpec> SPECS =
      List.of(
          CommonOptions.COMPRESSION, COMPRESSION_LEVEL, CommonOptions.TIME_TYPE, ROW_GROUP_ROWS);

  private static final int ZSTD_DEFAULT_LEVEL = 3;
  private static final int ZSTD_MAX_LEVEL = 22;
  private static final int GZIP_DEFAULT_LEVEL = 6;
  private static final int GZIP_MAX_LEVEL = 9;

  /** Reads the options, or fails with a USAGE failure. */
  static ParquetOptions of(OptionValues values) {
    int rows = Integer.MAX_VALUE;
    if (values.isSet(ROW_GROUP_ROWS)) {
      rows = (int) Math.min(Integer.MAX_VALUE, values.integer(ROW_GROUP_ROWS, 1));
    }
    boolean timeAsText = values.choice(CommonOptions.TIME_TYPE).equals("text");
    return new ParquetOptions(compression(values), timeAsText, rows);
  }

  private static PageCompression compression(OptionValues values) {
    String name = values.choice(CommonOptions.COMPRESSION);
    return switch (name) {
      case "zstd" ->
          new PageCompression(
              CompressionCodec.ZSTD, level(values, ZSTD_DEFAULT_LEVEL, ZSTD_MAX_LEVEL));
      case "gzip" ->
          new PageCompression(
              CompressionCodec.GZIP, level(values, GZIP_DEFAULT_LEVEL, GZIP_MAX_LEVEL));
      default -> {
        if (values.isSet(COMPRESSION_LEVEL)) {
          throw OptionValues.bad(
              COMPRESSION_LEVEL,
              values.text(COMPRESSION_LEVEL).orElseThrow(),
              "leave it out: --compression " + name + " has no levels, only zstd and gzip have");
        }
        yield new PageCompression(withoutLevel(name), 0);
      }
    };
  }

  private static CompressionCodec withoutLevel(String name) {
    return switch (name) {
      case "snappy" -> CompressionCodec.SNAPPY;
      case "lz4_raw" -> CompressionCodec.LZ4_RAW;
      case "none" -> CompressionCodec.UNCOMPRESSED;
      default -> throw new IllegalStateException("no codec for --compression " + name);
    };
  }

  private static int level(OptionValues values, int defaultLevel, int maxLevel) {
    if (!values.isSet(COMPRESSION_LEVEL)) {
      return defaultLevel;
    }
    long level = values.integer(COMPRESSION_LEVEL, 1);
    if (level > maxLevel) {
      throw OptionValues.bad(
          COMPRESSION_LEVEL, Long.toString(level), "use a whole number from 1 to " + maxLevel);
    }
    return (int) level;
  }
}
