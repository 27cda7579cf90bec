package io.pyforge.core.report;

import io.pyforge.spi.reader.TableInfo;
import java.util.List;
import java.util.Map;

/**
 * What a conversion would do: the answer to {@code --dry-run} and {@code --explain}.
 *
 * @param engines every engine asked, best first, with its fit
 * @param decisions how input format, output format and output place were decided, in display order
 */
public record Plan(
    String inputPath,
    String inputFormat,
    String outputPath,
    String outputFormat,
    List<EngineChoice> engines,
    Map<String, String> decisions,
    List<TableInfo> tables) {

  /**
   * An engine's answer.
   *
   * @param fit {@code preferred}, {@code able} or {@code declined}
   */
  public record EngineChoice(String engine, String fit, String why) {}

  /** Takes copies. */
  public Plan {
    engines = List.copyOf(engines);
    decisions = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(decisions));
    tables = List.copyOf(tables);
  }
}
