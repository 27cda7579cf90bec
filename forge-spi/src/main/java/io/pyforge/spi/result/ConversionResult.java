package io.pyforge.spi.result;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A conversion that was done. A conversion that could not be done is a {@link
 * io.pyforge.spi.error.ForgeException} instead; one that lost some tables of several is a result
 * with {@link #failedTables}.
 *
 * @param inputPath the location as the user gave it
 * @param outputPath the file, or the folder when there are several tables
 * @param outputFormat the writer's format name
 * @param engine the id of the engine that did it
 * @param bytesIn size of the input as stored; -1 when unknown (a pipe)
 * @param bytesOut size of all outputs
 * @param attempts every engine tried, the successful one last
 * @param environment facts about where it ran; {@code platform} is always there
 * @since 1
 */
public record ConversionResult(
    String inputPath,
    String outputPath,
    String outputFormat,
    String engine,
    long bytesIn,
    long bytesOut,
    Duration duration,
    List<TableOutput> outputs,
    List<FailedTable> failedTables,
    List<Notice> notices,
    List<Attempt> attempts,
    Map<String, String> environment) {

  /** Takes copies. */
  public ConversionResult {
    outputs = List.copyOf(outputs);
    failedTables = List.copyOf(failedTables);
    notices = List.copyOf(notices);
    attempts = List.copyOf(attempts);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Rows written to all tables. */
  public long rowCount() {
    return outputs.stream().mapToLong(TableOutput::rowCount).sum();
  }

  /** The same result with other notices. */
  public ConversionResult withNotices(List<Notice> other) {
    return new ConversionResult(
        inputPath,
        outputPath,
        outputFormat,
        engine,
        bytesIn,
        bytesOut,
        duration,
        outputs,
        failedTables,
        other,
        attempts,
        environment);
  }

  /** The same result with other facts about where it ran. */
  public ConversionResult withEnvironment(Map<String, String> other) {
    return new ConversionResult(
        inputPath,
        outputPath,
        outputFormat,
        engine,
        bytesIn,
        bytesOut,
        duration,
        outputs,
        failedTables,
        notices,
        attempts,
        other);
  }

  /** The same result with other attempts. */
  public ConversionResult withAttempts(List<Attempt> other) {
    return new ConversionResult(
        inputPath,
        outputPath,
        outputFormat,
        engine,
        bytesIn,
        bytesOut,
        duration,
        outputs,
        failedTables,
        notices,
        other,
        environment);
  }
}
