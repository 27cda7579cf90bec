package io.pyforge.core.report;

import io.pyforge.spi.option.OptionSpec;
import java.util.List;

/**
 * A format that can be read or written.
 *
 * @param extension id of the extension it comes from
 */
public record FormatEntry(
    String format,
    boolean readable,
    boolean writable,
    List<String> suffixes,
    String description,
    String extension,
    List<OptionSpec> readOptions,
    List<OptionSpec> writeOptions) {
  /** Takes copies. */
  public FormatEntry {
    suffixes = List.copyOf(suffixes);
    readOptions = List.copyOf(readOptions);
    writeOptions = List.copyOf(writeOptions);
  }
}
