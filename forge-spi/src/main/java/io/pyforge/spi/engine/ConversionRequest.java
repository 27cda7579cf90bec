package io.pyforge.spi.engine;

import io.pyforge.spi.option.OptionValues;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One conversion of one input. Immutable; the {@code with} methods return changed copies.
 *
 * <pre>{@code
 * ConversionRequest.of("sales.csv").withOutput("sales.parquet").withOption("delimiter", ";")
 * }</pre>
 *
 * @param input location of the input; {@code -} is standard input
 * @param output location of the output; when empty it is placed beside the input
 * @param inputFormat format name that overrides detection
 * @param outputFormat format name; when empty the output's suffix decides, else the reader's
 *     default, else Parquet
 * @param force whether an existing output may be replaced
 * @param engine id of the engine to use and no other
 * @param options values for the options of reader, writer, storages and engine
 * @since 1
 */
public record ConversionRequest(
    String input,
    Optional<String> output,
    Optional<String> inputFormat,
    Optional<String> outputFormat,
    boolean force,
    Optional<String> engine,
    OptionValues options) {

  /** A request with every choice left open. */
  public static ConversionRequest of(String input) {
    return new ConversionRequest(
        input,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        OptionValues.none());
  }

  /** With another input. */
  public ConversionRequest withInput(String location) {
    return new ConversionRequest(
        location, output, inputFormat, outputFormat, force, engine, options);
  }

  /** With an output location. */
  public ConversionRequest withOutput(String location) {
    return new ConversionRequest(
        input, Optional.of(location), inputFormat, outputFormat, force, engine, options);
  }

  /** With an input format that overrides detection. */
  public ConversionRequest withInputFormat(String format) {
    return new ConversionRequest(
        input, output, Optional.of(format), outputFormat, force, engine, options);
  }

  /** With an output format. */
  public ConversionRequest withOutputFormat(String format) {
    return new ConversionRequest(
        input, output, inputFormat, Optional.of(format), force, engine, options);
  }

  /** With leave to replace an existing output, or without. */
  public ConversionRequest withForce(boolean value) {
    return new ConversionRequest(input, output, inputFormat, outputFormat, value, engine, options);
  }

  /** With the engine to use and no other. */
  public ConversionRequest withEngine(String id) {
    return new ConversionRequest(
        input, output, inputFormat, outputFormat, force, Optional.of(id), options);
  }

  /** With one more option, replacing an earlier value. */
  public ConversionRequest withOption(String name, String value) {
    Map<String, String> changed = new TreeMap<>(options.asMap());
    changed.put(name, value);
    return withOptions(OptionValues.of(changed));
  }

  /** With these options and no others. */
  public ConversionRequest withOptions(OptionValues values) {
    return new ConversionRequest(input, output, inputFormat, outputFormat, force, engine, values);
  }
}
