package io.pyforge.core;

import io.pyforge.core.config.Setting;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.result.ConversionResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PyForge as a library: everything the command line does goes through here.
 *
 * <pre>{@code
 * try (Forge forge = Forge.create()) {
 *   ConversionResult result = forge.convert(ConversionRequest.of("sales.csv"));
 * }
 * }</pre>
 *
 * <p>Failures are {@link io.pyforge.spi.error.ForgeException}s. Thread-safe; extensions are found when
 * they are first needed and closed with it.
 */
public final class Forge implements AutoCloseable {
  private Forge() {}

  /** A facade for the environment of this process. */
  public static Forge create() {
    return create(HostEnvironment.current());
  }

  /** A facade for a given environment: its variables, its {@code user.home}. */
  public static Forge create(HostEnvironment environment) {
    throw new UnsupportedOperationException();
  }

  /** Converts one input; see {@link #convert(ConversionRequest, ProgressListener, Cancellation)}. */
  public ConversionResult convert(ConversionRequest request) {
    return convert(request, ProgressListener.NONE, new Cancellation());
  }

  /**
   * Converts one input. The output is complete when this returns; when it throws, the destination is
   * as it was.
   *
   * @throws io.pyforge.core.engine.ConversionFailure when it cannot be done
   */
  public ConversionResult convert(
      ConversionRequest request, ProgressListener progress, Cancellation cancellation) {
    throw new UnsupportedOperationException();
  }

  /** What {@link #convert} would do, without writing anything. */
  public Plan plan(ConversionRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Format, tables and properties of an input, from as little of it as that takes. */
  public FileReport info(ConversionRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether an input can be converted.
   *
   * @param deep reads every row; otherwise only what opening takes
   */
  public ValidationReport validate(ConversionRequest request, boolean deep) {
    throw new UnsupportedOperationException();
  }

  /**
   * The first rows.
   *
   * @param table which table; empty for the first
   */
  public Preview preview(ConversionRequest request, Optional<String> table, int rows) {
    throw new UnsupportedOperationException();
  }

  /** Formats that can be read or written, by name. */
  public List<FormatEntry> formats() {
    throw new UnsupportedOperationException();
  }

  /** Every option that some reader, writer or engine takes, by name. */
  public List<OptionSpec> options() {
    throw new UnsupportedOperationException();
  }

  /** Facts about where this runs; {@code platform} is always there. */
  public Map<String, String> environment() {
    throw new UnsupportedOperationException();
  }

  /** Every extension found, by id. */
  public List<ExtensionStatus> extensions() {
    throw new UnsupportedOperationException();
  }

  /** Looks for extensions again: new and changed ones are loaded, removed ones closed. */
  public void reloadExtensions() {
    throw new UnsupportedOperationException();
  }

  /** The commands that extensions add to the command line. */
  public List<CommandContribution> commands() {
    throw new UnsupportedOperationException();
  }

  /** The settings in force and where each comes from. */
  public List<Setting> settings() {
    throw new UnsupportedOperationException();
  }

  /**
   * Every input that a location stands for: itself, the files of a folder, or the matches of a
   * pattern in its last part; sorted.
   *
   * @throws io.pyforge.spi.error.ForgeException NOT_FOUND when there is none
   */
  public List<String> expand(String location) {
    throw new UnsupportedOperationException();
  }

  /** Closes the extensions and removes temporary files. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
