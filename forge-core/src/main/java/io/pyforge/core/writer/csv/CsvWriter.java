package io.pyforge.core.writer.csv;

import io.pyforge.core.writer.TableFiles;
import io.pyforge.core.writer.TextCompression;
import io.pyforge.core.writer.TextTable;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes delimited text by RFC 4180, one table to a file.
 *
 * <p>The path of a batch: {@link CsvRowPrinter} (on any thread) makes its lines, which a {@link
 * TextTable} appends in order.
 */
public final class CsvWriter implements FormatWriter {
  static final String SUFFIX = "csv";

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public String description() {
    return "Delimited text (RFC 4180)";
  }

  @Override
  public List<String> suffixes() {
    List<String> suffixes = new ArrayList<>(TextCompression.suffixes(SUFFIX, "tsv"));
    suffixes.addAll(2, List.of("tab", "psv"));
    return List.copyOf(suffixes);
  }

  @Override
  public boolean manyTablesPerFile() {
    return false;
  }

  @Override
  public List<OptionSpec> options() {
    return CsvStyle.SPECS;
  }

  @Override
  public TabularOutput open(OutputTarget target, OptionValues options, WriteContext context) {
    CsvStyle style = CsvStyle.of(options, TextCompression.formatSuffix(target));
    TextCompression compression = TextCompression.of(target);
    return new TableFiles(
        target,
        SUFFIX,
        (table, schema, file) ->
            TextTable.start(
                new CsvLayout(table, schema, style), schema.width(), compression, file));
  }
}
