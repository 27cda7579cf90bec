package io.pyforge.spi.extension;

import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.writer.FormatWriter;
import java.util.List;
import java.util.Map;

/**
 * A plug-in: the one type that {@link java.util.ServiceLoader} looks for. Every capability is a
 * method with a default that adds nothing.
 *
 * <p>The life of an extension: constructed (must be cheap and load nothing heavy), {@link
 * #availability} asked, {@link #start}ed once before its first capability is used, asked for its
 * readers and so on, closed. Calls before a conversion may come from any thread, one at a time; the
 * thread's context class loader is the plug-in's own.
 *
 * <p>An exception from any method never fails a conversion that does not need this extension: it
 * becomes one warning and an entry in the result.
 *
 * @since 1
 */
public interface ForgeExtension extends AutoCloseable {
  /** The level of these contracts. It grows with every new capability. */
  int CURRENT_LEVEL = 1;

  /** Unique, in lower case, words joined by hyphens; {@code core} is reserved. */
  String id();

  /**
   * The level the extension was compiled against: a literal number, not {@link #CURRENT_LEVEL}. An
   * extension of a level this application does not know is refused with a sentence.
   */
  int spiLevel();

  /** A few words for listings. */
  default String description() {
    return "";
  }

  /** Its own version. */
  default String version() {
    return "";
  }

  /** Whether it can work here. Pure and quick, no network. */
  default Availability availability(HostEnvironment environment) {
    return new Availability.Available();
  }

  /** Called once, before first use, when available. */
  default void start(ForgeContext context) {}

  /**
   * What a result should tell about where it ran, by snake_case name; {@code platform} replaces the
   * application's own. Asked once it is started; quick, no network.
   */
  default Map<String, String> environmentFacts() {
    return Map.of();
  }

  /** Formats it reads. */
  default List<FormatReader> readers() {
    return List.of();
  }

  /** Formats it writes. */
  default List<FormatWriter> writers() {
    return List.of();
  }

  /** Locations it serves. */
  default List<Storage> storages() {
    return List.of();
  }

  /** Engines it brings. */
  default List<ConversionEngine> engines() {
    return List.of();
  }

  /** Commands it adds. */
  default List<CommandContribution> commands() {
    return List.of();
  }

  /** Called before each conversion; may return a changed request. */
  default ConversionRequest beforeConversion(ConversionRequest request) {
    return request;
  }

  /** Called after each conversion that was done. */
  default void afterConversion(ConversionResult result) {}

  /** Called after each conversion that failed. */
  default void onFailure(ConversionRequest request, ForgeException failure) {}

  /** Called when the application closes, if it was started. */
  @Override
  default void close() {}
}
