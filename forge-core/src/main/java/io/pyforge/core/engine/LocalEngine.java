package io.pyforge.core.engine;

import io.pyforge.core.Version;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.InputFacts;
import io.pyforge.spi.engine.RunContext;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine that is always there: reader to writer on the threads of this process. */
public final class LocalEngine implements ConversionEngine {
  /** Its id. */
  public static final String ID = "local";

  /** A first pass that missed, and two more, after which types must fit. */
  private static final int MAX_PASSES = 3;

  private final FormatCatalog formats;
  private final Locations locations;

  /** An engine for the formats and places at hand. */
  public LocalEngine(FormatCatalog formats, Locations locations) {
    this.formats = formats;
    this.locations = locations;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<OptionSpec> options() {
    return CoreOptions.all();
  }

  @Override
  public EngineFit fit(ConversionRequest request, InputFacts facts, HostEnvironment environment) {
    return new EngineFit.Able("always there, reads " + facts.format());
  }

  @Override
  public ConversionResult run(ConversionRequest request, RunContext context) throws IOException {
    long started = System.nanoTime();
    CountingSource source = new CountingSource(context.input());
    InputChange change = InputChange.watch(source);
    FormatReader reader = formats.reader(request.inputFormat(), source).reader();
    FormatWriter writer = formats.writer(context.outputFormat());
    refuseRejectsOverOthers(request, context);
    Map<String, String> metadata = metadata(request, source);
    try (TabularInput input =
        reader.open(source, request.options(), new EngineReadContext(context))) {
      ReadableTables readable = new ReadableTables(input, source.location());
      List<Notice> widened = new ArrayList<>();
      int misses = 0;
      while (misses < MAX_PASSES) {
        context.progress().started(request.input(), source.stat().sizeBytes());
        Attempted attempted =
            write(request, context, source, change, input, readable, writer, metadata);
        Pass.Outcome outcome = attempted.outcome;
        readable.leaveOut(outcome.failures());
        if (outcome.missed()) {
          misses++;
          widened.addAll(input.widen());
        }
        if (attempted.written == null) {
          continue;
        }
        Written written = attempted.written;
        List<Notice> notices = new ArrayList<>();
        readable.tables().forEach(table -> notices.addAll(table.notices()));
        notices.addAll(widened);
        notices.addAll(written.notices);
        return new ConversionResult(
            request.input(),
            written.location,
            writer.format(),
            ID,
            source.stat().sizeBytes(),
            written.bytes,
            Duration.ofNanos(System.nanoTime() - started),
            written.outputs,
            readable.failed(),
            notices,
            List.of(),
            context.environment());
      }
    }
    throw new ForgeException(
        ErrorKind.INTERNAL,
        "types-unstable",
        source.location() + ": values did not fit their columns in " + MAX_PASSES + " passes",
        "pass --types string, and report the file's kind as a defect");
  }

  private record Written(
      String location, long bytes, List<TableOutput> outputs, List<Notice> notices) {}

  /**
   * One pass.
   *
   * @param written null when the pass was not complete, so that nothing was published
   */
  private record Attempted(Pass.Outcome outcome, @Nullable Written written) {}

  private Attempted write(
      ConversionRequest request,
      RunContext context,
      CountingSource source,
      InputChange change,
      TabularInput input,
      ReadableTables readable,
      FormatWriter writer,
      Map<String, String> metadata)
      throws IOException {
    List<TableInfo> tables = readable.tables();
    boolean folder = OutputPlace.isFolder(request, readable.several(), writer);
    Set<String> wanted = new LinkedHashSet<>();
    tables.forEach(table -> wanted.add(table.name()));
    try (CountingTarget target = new CountingTarget(context.output(folder));
        RejectsFile rejects = new RejectsFile(() -> rejectsTarget(request, target.location()));
        TabularOutput output =
            writer.open(
                target,
                request.options(),
                new WriteContext(source.name(), metadata, tables.size()))) {
      TableSinks sinks = new TableSinks(output);
      for (TableInfo table : tables) {
        sinks.of(table.name(), table.schema());
      }
      ScanLog log = new ScanLog();
      long[] rows = {0};
      Pass.Listener listener =
          (pieceLog, rowCount) -> {
            log.merge(pieceLog);
            rejects.write(log.rejects());
            log.clearRejects();
            rows[0] += rowCount;
            context.progress().advanced(source.bytes(), rows[0]);
          };
      Pass.Outcome outcome;
      try (PieceSource pieces = pieces(input, wanted)) {
        Pass pass = new Pass(pieces, sinks, listener, context.cancellation());
        outcome = pass.run(context.threads());
      }
      if (!outcome.complete()) {
        return new Attempted(outcome, null);
      }
      List<Notice> notices = new ArrayList<>(log.notices());
      notices.addAll(change.check());
      notices.addAll(output.finish());
      if (folder) {
        addSideFiles(input, target);
      }
      rejects.finish();
      context.cancellation().check();
      target.publish();
      notices.addAll(target.notices());
      rejects
          .publish()
          .ifPresent(
              path ->
                  notices.add(
                      new Notice(
                          "rows-rejected",
                          rejects.rowCount()
                              + (rejects.rowCount() == 1 ? " row was" : " rows were")
                              + " set aside in "
                              + path)));
      if (rejects.rowCount() == 0 && request.force()) {
        removeEarlierRejects(request, target.location());
      }
      List<TableOutput> outputs = new ArrayList<>();
      for (TableSinks.Entry entry : sinks.entries()) {
        String path = target.locationOf(output.fileOf(entry.table));
        outputs.add(new TableOutput(entry.table, path, entry.rowCount, entry.schema));
      }
      return new Attempted(
          outcome, new Written(target.location(), target.bytes(), outputs, notices));
    }
  }

  private static void addSideFiles(TabularInput input, OutputTarget target) throws IOException {
    for (Map.Entry<String, byte[]> file : input.sideFiles().entrySet()) {
      try (OutputStream out = target.create(file.getKey())) {
        out.write(file.getValue());
      }
    }
  }

  private static PieceSource pieces(TabularInput input, Set<String> wanted) throws IOException {
    Optional<PieceSource> pieces = input.pieces(wanted);
    return pieces.isPresent() ? pieces.get() : new SequentialPieces(input.scan(wanted));
  }

  private OutputTarget rejectsTarget(ConversionRequest request, String output) {
    String location = request.options().text(CommonOptions.REJECTS).orElse(rejectsBeside(output));
    try {
      return locations
          .with(request.options())
          .of(location)
          .target(location, false, request.force());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rejectsBeside(String output) {
    return (output.equals(OutputPlace.STANDARD_STREAM) ? "stdout" : output) + ".rejects.csv";
  }

  /** Beside an output that was replaced, the rejects of the one before would be taken for its. */
  private void removeEarlierRejects(ConversionRequest request, String output) throws IOException {
    String location = rejectsBeside(output);
    Storage storage = locations.with(request.options()).of(location);
    boolean ours = request.options().text(CommonOptions.REJECTS).isEmpty();
    if (ours && storage.stat(location).filter(entry -> !entry.folder()).isPresent()) {
      storage.delete(location);
    }
  }

  /** The rejects file may be neither the input nor the output. */
  private static void refuseRejectsOverOthers(ConversionRequest request, RunContext context)
      throws IOException {
    Optional<String> rejects = request.options().text(CommonOptions.REJECTS);
    if (rejects.isEmpty()) {
      return;
    }
    Optional<Path> input = context.input().localPath();
    boolean isInput =
        rejects.get().equals(request.input())
            || input.isPresent() && SameFile.is(input.get(), rejects.get());
    boolean isOutput =
        request.output().isPresent() && SameFile.mean(rejects.get(), request.output().get());
    if (isInput || isOutput) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "rejects-is-" + (isInput ? "input" : "output"),
          "--rejects " + rejects.get() + " is the " + (isInput ? "input" : "output") + " itself",
          "name another file, or leave it out to have one beside the output");
    }
  }

  private static Map<String, String> metadata(ConversionRequest request, InputSource source)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("pyforge.version", Version.CURRENT);
    metadata.put("pyforge.source", source.name());
    if (request.options().flag(CoreOptions.FINGERPRINT)) {
      metadata.put("pyforge.source_sha256", Fingerprint.sha256(source));
    }
    return metadata;
  }
}
