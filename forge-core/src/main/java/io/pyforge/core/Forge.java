package io.pyforge.core;

import io.pyforge.core.bulk.Arrangement;
import io.pyforge.core.bulk.BulkListener;
import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.bulk.BulkRun;
import io.pyforge.core.bulk.Places;
import io.pyforge.core.bulk.Surroundings;
import io.pyforge.core.config.Setting;
import io.pyforge.core.config.Settings;
import io.pyforge.core.engine.ConversionFailure;
import io.pyforge.core.engine.Converter;
import io.pyforge.core.engine.CoreOptions;
import io.pyforge.core.engine.FormatCatalog;
import io.pyforge.core.engine.InputSearch;
import io.pyforge.core.engine.LocalEngine;
import io.pyforge.core.engine.Locations;
import io.pyforge.core.extension.ExtensionRegistry;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PyForge as a library: everything the command line does goes through here.
 *
 * <pre>{@code
 * try (Forge forge = Forge.create()) {
 *   forge.convert("sales.csv", "sales.parquet");
 *   ConversionResult result =
 *       forge.convert(ConversionRequest.of("sales.csv").withOption("delimiter", ";").withForce(true));
 * }
 * }</pre>
 *
 * <p>The methods that take texts are the same questions with every choice left open; in a notebook
 * they are all it takes. What they leave open is chosen with a {@link ConversionRequest}.
 *
 * <p>Failures are {@link ForgeException}s. Thread-safe; extensions are found when they are first
 * needed and closed with it.
 */
public final class Forge implements AutoCloseable {
  private interface Question<T> {
    T answer(Converter converter) throws IOException;
  }

  private static final List<String> QUIET_LEVELS = List.of("warn", "error", "off");
  private static final String PLATFORM = "platform";
  private static final String LOCAL = "local";

  private final HostEnvironment environment;
  private final Settings settings;
  private final PrivateTemp temp;
  private final ExtensionRegistry extensions;

  /** Whether anything is logged at all: else no logging library is loaded, which takes its time. */
  private final boolean logs;

  private Forge(HostEnvironment environment, List<ForgeExtension> given) {
    this.environment = environment;
    settings = Settings.load(environment);
    temp = PrivateTemp.open(settings.tempDir());
    logs = !QUIET_LEVELS.contains(settings.logLevel());
    extensions =
        ExtensionRegistry.load(
            environment, settings, new Context(), temp, List.of(new CoreExtension(temp)), given);
  }

  /**
   * A facade for the environment of this process, with the extensions of its plug-in folders and of
   * the class path that this class is on.
   *
   * @throws ForgeException USAGE when a setting is wrong
   */
  public static Forge create() {
    return create(HostEnvironment.current());
  }

  /**
   * As {@link #create()}, with extensions as in {@link #create(HostEnvironment,
   * ForgeExtension...)}.
   */
  public static Forge create(ForgeExtension... extensions) {
    return create(HostEnvironment.current(), extensions);
  }

  /**
   * A facade for a given environment: its variables, its {@code user.home}.
   *
   * @param extensions used beside those that are found, and instead of those of the same id. They
   *     are started and closed with this facade, so each needs its own
   * @throws ForgeException USAGE when a setting is wrong
   */
  public static Forge create(HostEnvironment environment, ForgeExtension... extensions) {
    return new Forge(environment, List.of(extensions));
  }

  /** Converts one input; the output stands beside it and is Parquet, of a PDF its text. */
  public ConversionResult convert(String input) {
    return convert(ConversionRequest.of(input));
  }

  /**
   * Converts one input to an output whose suffix tells the format.
   *
   * @throws ForgeException OUTPUT when the output exists, as {@link #convert(ConversionRequest)}
   *     does
   */
  public ConversionResult convert(String input, String output) {
    return convert(ConversionRequest.of(input).withOutput(output));
  }

  /**
   * Converts one input; see {@link #convert(ConversionRequest, ProgressListener, Cancellation)}.
   */
  public ConversionResult convert(ConversionRequest request) {
    return convert(request, ProgressListener.NONE, new Cancellation());
  }

  /**
   * Converts one input. The output is complete when this returns; when it throws, the destination
   * is as it was.
   *
   * @throws ConversionFailure when engines tried and failed, with their attempts
   * @throws ForgeException when it cannot be done
   */
  public ConversionResult convert(
      ConversionRequest request, ProgressListener progress, Cancellation cancellation) {
    return convert(request, settings.parallelWorkers(), progress, cancellation);
  }

  private ConversionResult convert(
      ConversionRequest request,
      int threads,
      ProgressListener progress,
      Cancellation cancellation) {
    temp.check(); // whether a conversion needs it depends on sizes: a wrong one fails at once
    List<Notice> notices = new ArrayList<>();
    if (logs) {
      ConversionLog.started(request);
    }
    ConversionRequest changed = extensions.beforeConversion(request, notices::add);
    try {
      ConversionResult result =
          ask(
              changed,
              converter -> converter.withThreads(threads).convert(changed, progress, cancellation));
      extensions.afterConversion(result, notices::add);
      notices.addAll(result.notices());
      if (logs) {
        ConversionLog.done(result);
      }
      return result.withNotices(notices);
    } catch (ForgeException failure) {
      extensions.onFailure(changed, failure, notice -> {});
      throw failure;
    }
  }

  /** Converts many inputs; see {@link #convertAll(BulkRequest, BulkListener, Cancellation)}. */
  public BulkResult convertAll(BulkRequest request) {
    return convertAll(request, BulkListener.NONE, new Cancellation());
  }

  /**
   * Converts many inputs, several at a time when asked; together they use the threads that one
   * would. What happens to each is in the result: one that fails is no exception. What was
   * converted is noted in the cache folder of the user, so that a later run may leave it out.
   *
   * @throws ForgeException USAGE when inputs and outputs get into each other's way or the folder
   *     for temporary files is missing, so that nothing was started
   */
  public BulkResult convertAll(
      BulkRequest request, BulkListener listener, Cancellation cancellation) {
    temp.check();
    return new BulkRun(request, new Whole(request.each().options()), listener, cancellation).run();
  }

  /**
   * Which input {@link #convertAll} would convert to where.
   *
   * @throws ForgeException as it does
   */
  public Arrangement arrange(BulkRequest request) {
    return BulkRun.arrange(request, new Whole(request.each().options()));
  }

  /** What {@link #convert} would do, without writing anything. */
  public Plan plan(ConversionRequest request) {
    return ask(request, converter -> converter.plan(request));
  }

  /** As {@link #info(ConversionRequest)}, with every choice left open. */
  public FileReport info(String input) {
    return info(ConversionRequest.of(input));
  }

  /** Format, tables and properties of an input, from as little of it as that takes. */
  public FileReport info(ConversionRequest request) {
    return ask(request, converter -> converter.info(request));
  }

  /** Whether an input can be converted, as far as opening it tells. */
  public ValidationReport validate(String input) {
    return validate(ConversionRequest.of(input), false);
  }

  /**
   * Whether an input can be converted.
   *
   * @param deep reads every row; otherwise only what opening takes
   */
  public ValidationReport validate(ConversionRequest request, boolean deep) {
    return ask(request, converter -> converter.validate(request, deep));
  }

  /**
   * The first rows.
   *
   * @param table which table; empty for the first
   */
  public Preview preview(ConversionRequest request, Optional<String> table, int rows) {
    return ask(request, converter -> converter.preview(request, table, rows));
  }

  /** Formats that can be read or written, by name. */
  public List<FormatEntry> formats() {
    extensions.activateAll();
    Map<String, FormatReader> readers = new TreeMap<>();
    Map<String, FormatWriter> writers = new TreeMap<>();
    extensions.readers().forEach(reader -> readers.put(reader.format(), reader));
    extensions.writers().forEach(writer -> writers.put(writer.format(), writer));
    Map<String, FormatEntry> entries = new TreeMap<>();
    readers.forEach((format, reader) -> entries.put(format, entry(reader, writers.get(format))));
    writers.forEach((format, writer) -> entries.putIfAbsent(format, entry(writer)));
    return List.copyOf(entries.values());
  }

  private FormatEntry entry(
      FormatReader reader, @org.jspecify.annotations.Nullable FormatWriter writer) {
    return new FormatEntry(
        reader.format(),
        true,
        writer != null,
        suffixes(reader, writer),
        reader.description(),
        extensions.owner(reader),
        reader.options(),
        writer == null ? List.of() : writer.options());
  }

  private static List<String> suffixes(
      FormatReader reader, @org.jspecify.annotations.Nullable FormatWriter writer) {
    Set<String> suffixes = new LinkedHashSet<>(reader.suffixes());
    if (writer != null) {
      suffixes.addAll(writer.suffixes());
    }
    return List.copyOf(suffixes);
  }

  private FormatEntry entry(FormatWriter writer) {
    return new FormatEntry(
        writer.format(),
        false,
        true,
        writer.suffixes(),
        writer.description(),
        extensions.owner(writer),
        List.of(),
        writer.options());
  }

  /** Every option that some reader, writer or engine takes, by name. */
  public List<OptionSpec> options() {
    extensions.activateAll();
    Map<String, OptionSpec> specs = new TreeMap<>();
    CoreOptions.all().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    for (FormatReader reader : extensions.readers()) {
      reader.options().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    }
    for (FormatWriter writer : extensions.writers()) {
      writer.options().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    }
    for (ConversionEngine engine : extensions.engines()) {
      engine.options().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    }
    storageOptions().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    return List.copyOf(specs.values());
  }

  /** Options of the storages of extensions, which hold for reading as well as for writing. */
  public List<OptionSpec> storageOptions() {
    extensions.activateAll();
    Map<String, OptionSpec> specs = new TreeMap<>();
    for (Storage storage : extensions.storages()) {
      storage.options().forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    }
    return List.copyOf(specs.values());
  }

  /** Facts about where this runs; {@code platform} is always there. */
  public Map<String, String> environment() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PLATFORM, LOCAL);
    facts.put("version", Version.CURRENT);
    facts.put("java", environment.properties().getOrDefault("java.version", "unknown"));
    facts.put("os", environment.properties().getOrDefault("os.name", "unknown"));
    facts.put("workers", Integer.toString(settings.parallelWorkers()));
    extensions.activateAll();
    facts.putAll(extensions.environmentFacts());
    return facts;
  }

  /** Every extension found, by id. */
  public List<ExtensionStatus> extensions() {
    return extensions.statuses();
  }

  /** Looks for extensions again: new and changed ones are loaded, removed ones closed. */
  public void reloadExtensions() {
    extensions.reload();
  }

  /** The commands that extensions add to the command line. */
  public List<CommandContribution> commands() {
    extensions.activateAll();
    return extensions.commands();
  }

  /** The contributed command of that name alone, without loading extensions that have others. */
  public Optional<CommandContribution> command(String name) {
    extensions.activateForCommand(name);
    return extensions.commands().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The settings in force and where each comes from. */
  public List<Setting> settings() {
    return settings.all();
  }

  /**
   * The suffix, without the dot, of the output of an input when neither a format nor an output is
   * named; judged by the input's name alone.
   */
  public String outputSuffix(String input) {
    return ask(ConversionRequest.of(input), converter -> converter.outputSuffix(input));
  }

  /**
   * Every input that a location stands for: itself, the files of a folder, or the matches of a
   * pattern in its last part; sorted.
   *
   * @throws ForgeException NOT_FOUND when there is none
   */
  public List<String> expand(String location) {
    return new Whole(OptionValues.none())
        .search(location, InputSearch.Scope.FLAT).files().stream()
            .map(InputSearch.Found::location)
            .toList();
  }

  /**
   * Whether something is at a location.
   *
   * @param options for the storage it is in, such as how to sign in
   */
  public boolean exists(String location, OptionValues options) {
    return new Whole(options).stat(location).isPresent();
  }

  /**
   * Whether a location is a folder, or a pattern in its last part, and not one input.
   *
   * @param options for the storage it is in, such as how to sign in
   */
  public boolean standsForMany(String location, OptionValues options) {
    Optional<StorageEntry> entry = new Whole(options).stat(location);
    return entry.map(StorageEntry::folder).orElseGet(() -> Places.hasPattern(location));
  }

  /** Closes the extensions and removes temporary files. */
  @Override
  public void close() {
    extensions.close();
    temp.close();
  }

  private <T> T ask(ConversionRequest request, Question<T> question) {
    extensions.activateFor(request);
    try {
      return answer(request, question);
    } catch (ForgeException e) {
      if (e.code().equals(FormatCatalog.UNKNOWN) && e.kind() == ErrorKind.INPUT) {
        // An extension that waits for its own suffixes may know the content.
        extensions.activateAll();
        return answer(request, question);
      }
      throw e.code().equals(Locations.UNKNOWN) ? explained(e, request) : e;
    }
  }

  /** Says which extensions would serve the locations, and why they do not. */
  private ForgeException explained(ForgeException unknown, ConversionRequest request) {
    List<String> reasons = new ArrayList<>();
    for (String location : List.of(request.input(), request.output().orElse(request.input()))) {
      for (ExtensionStatus status : extensions.statusesFor(location)) {
        if (status.state() != ExtensionStatus.State.AVAILABLE && !reasons.contains(status.line())) {
          reasons.add(status.line());
        }
      }
    }
    return reasons.isEmpty()
        ? unknown
        : new ForgeException(
            unknown.kind(), unknown.code(), unknown.problem(), String.join("; ", reasons));
  }

  private <T> T answer(ConversionRequest request, Question<T> question) {
    try {
      return question.answer(converter());
    } catch (UncheckedIOException e) {
      throw unreadable(request, e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (IOException e) {
      throw unreadable(request, e);
    } catch (OutOfMemoryError e) {
      throw new ForgeException(
          ErrorKind.INTERNAL,
          "out-of-memory",
          request.input()
              + " needs more memory than the "
              + Runtime.getRuntime().maxMemory() / 1_000_000
              + " MB this process may use",
          "allow more with PYFORGE_JAVA_OPTS=-Xmx2g",
          e);
    }
  }

  private static ForgeException unreadable(ConversionRequest request, IOException e) {
    return new ForgeException(
        ErrorKind.INPUT,
        "input-unreadable",
        request.input() + " cannot be read: " + e.getMessage(),
        "check the file and the disk it is on",
        e);
  }

  private Converter converter() {
    FormatCatalog formats = new FormatCatalog(extensions.readers(), extensions.writers());
    Locations locations = new Locations(extensions.storages());
    List<ConversionEngine> engines = new ArrayList<>(extensions.engines());
    engines.add(new LocalEngine(formats, locations));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PLATFORM, LOCAL);
    facts.putAll(extensions.environmentFacts());
    return new Converter(
        formats,
        locations,
        engines,
        environment,
        temp,
        settings.parallelWorkers(),
        settings.optionDefaults(),
        facts,
        logs);
  }

  /** What a run over many inputs asks of this facade. */
  private final class Whole implements Surroundings {
    private final OptionValues options;
    private final Map<String, String> suffixes = new ConcurrentHashMap<>();
    private final Map<String, Locations> storages = new ConcurrentHashMap<>();

    /** With the run's options, because storages take some. */
    Whole(OptionValues options) {
      this.options = options;
    }

    private <T> T at(String location, Question<T> question) {
      return ask(ConversionRequest.of(location).withOptions(options), question);
    }

    @Override
    public InputSearch.Result search(String location, InputSearch.Scope scope) {
      return at(location, converter -> converter.search(location, scope, options));
    }

    @Override
    public Optional<StorageEntry> stat(String location) {
      return at(location, converter -> converter.places(options).of(location).stat(location));
    }

    @Override
    public List<StorageEntry> list(String folder) {
      try {
        return at(folder, converter -> converter.places(options).of(folder).list(folder, "*"));
      } catch (ForgeException e) {
        if (e.kind() == ErrorKind.NOT_FOUND) {
          return List.of();
        }
        throw e;
      }
    }

    @Override
    public Map<String, String> optionDefaults() {
      return settings.optionDefaults();
    }

    @Override
    public Optional<Path> cacheFolder() {
      return environment.cacheFolder();
    }

    @Override
    public Optional<Path> path(String location) {
      return locations(location).path(location);
    }

    @Override
    public String absolute(String location) {
      return locations(location).absolute(location);
    }

    private Locations locations(String location) {
      String folder = Places.folder(location);
      // Asked several times for each input: what may serve it is found once for a folder.
      return storages.computeIfAbsent(
          folder.isEmpty() ? location : folder,
          any -> {
            extensions.activateFor(ConversionRequest.of(location));
            return new Locations(extensions.storages());
          });
    }

    @Override
    public String outputSuffix(String input, BulkRequest request) {
      Optional<String> format = request.each().outputFormat();
      // Whatever decides it, the suffix of the input is all of the input that it looks at.
      return suffixes.computeIfAbsent(
          Places.suffix(input),
          any ->
              format
                  .map(Forge.this::suffixOf)
                  .or(() -> request.output().flatMap(Forge.this::knownSuffix))
                  .orElseGet(() -> Forge.this.outputSuffix(input)));
    }

    @Override
    public int workers() {
      return settings.parallelWorkers();
    }

    @Override
    public ConversionResult convert(
        ConversionRequest request,
        int threads,
        ProgressListener progress,
        Cancellation cancellation) {
      return Forge.this.convert(request, threads, progress, cancellation);
    }
  }

  /** The suffix that files of a format get; an unknown format is refused by the conversions. */
  private String suffixOf(String format) {
    String name = format.toLowerCase(Locale.ROOT);
    if (name.equals("parquet")) {
      return name; // without asking every extension
    }
    return formats().stream()
        .filter(entry -> entry.writable() && entry.format().equals(name))
        .flatMap(entry -> entry.suffixes().stream())
        .findFirst()
        .map(Forge::withoutDot)
        .orElse(name);
  }

  /** The suffix of an output's name, if it is one of a format that can be written. */
  private Optional<String> knownSuffix(String output) {
    String name = output.toLowerCase(Locale.ROOT);
    return formats().stream()
        .filter(FormatEntry::writable)
        .flatMap(entry -> entry.suffixes().stream())
        .map(Forge::withoutDot)
        .filter(suffix -> name.endsWith("." + suffix))
        .findFirst();
  }

  private static String withoutDot(String suffix) {
    return suffix.startsWith(".") ? suffix.substring(1) : suffix;
  }

  /** What extensions may ask of the application. */
  private final class Context implements ForgeContext {
    @Override
    public HostEnvironment environment() {
      return environment;
    }

    @Override
    public Optional<String> setting(String name) {
      return settings.text(name);
    }

    @Override
    public Path newTempFolder(String prefix) {
      return temp.newFolder(prefix);
    }

    @Override
    public ConversionResult convertLocally(ConversionRequest request) {
      return Forge.this.convert(request.withEngine(LocalEngine.ID));
    }
  }
}
