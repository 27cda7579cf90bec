package io.pyforge.core.bulk;

import io.pyforge.core.bulk.Arrangement.Job;
import io.pyforge.core.bulk.JournalLine.State;
import io.pyforge.core.engine.LocalEngine;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows from the journals which inputs need not be converted again, and which outputs are ours to
 * replace; and writes there what happens. There is one journal for each folder that takes outputs,
 * below {@code batch} in the cache folder.
 *
 * <p>What can be told is told when it is opened, from one look at the outputs. The other methods
 * may be called from any thread. A journal that cannot be read or written is no failure: a notice
 * says so.
 */
final class Resumption {
  private static final String FOLDER = "batch";
  private static final String OUTPUT_EXISTS = "output-exists";

  /**
   * @param journal null when it could not be opened
   * @param output where the earlier output is, if nothing changed since; else null
   * @param free whether nothing, or nothing but ours, is where the output goes
   * @param ours whether something of ours is there
   */
  private record Known(
      @Nullable Journal journal,
      String input,
      String place,
      Optional<String> fingerprint,
      @Nullable String output,
      boolean free,
      boolean ours) {}

  private final BulkRequest request;
  private final Surroundings surroundings;
  private final OutputListing listing;
  private final @Nullable Path folder;
  private final Map<String, Optional<Journal>> journals = new HashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
  private boolean writable = true;

  private Resumption(BulkRequest request, Surroundings surroundings, List<Job> jobs) {
    this.request = request;
    this.surroundings = surroundings;
    this.listing = new OutputListing(surroundings, jobs);
    this.folder = surroundings.cacheFolder().map(cache -> cache.resolve(FOLDER)).orElse(null);
  }

  /** Reads the journals and looks at the outputs, where there is a cache folder. */
  static Resumption open(BulkRequest request, Surroundings surroundings, Arrangement arrangement) {
    Resumption resumption = new Resumption(request, surroundings, arrangement.jobs());
    if (!arrangement.several()) {
      return resumption;
    }
    if (resumption.folder == null) {
      if (request.resume()) {
        resumption.notices.add(
            new Notice(
                "journal-missing",
                "there is no home folder, so that nothing is known of earlier runs"));
      }
      return resumption;
    }
    RunFingerprint fingerprint = RunFingerprint.of(request.each(), surroundings.optionDefaults());
    for (Job job : arrangement.jobs()) {
      if (job.failure().isEmpty()) {
        resumption.know(job, fingerprint);
      }
    }
    return resumption;
  }

  /** What went wrong with journals so far. */
  List<Notice> notices() {
    synchronized (notices) {
      return List.copyOf(notices);
    }
  }

  /** Where the output of an input is that was converted before, if neither changed since. */
  Optional<String> unchanged(Job job) {
    return Optional.ofNullable(known.get(job.input())).map(Known::output);
  }

  /** Whether what is in place of an output was written by an earlier run for the same input. */
  boolean mayReplace(Job job) {
    Known about = known.get(job.input());
    return request.resume() && about != null && about.ours();
  }

  /** To be called before an input is converted: what appears in its place is ours. */
  void starting(Job job) {
    Known about = known.get(job.input());
    if (about != null && mayStart(about)) {
      write(about, JournalLine.of(State.STARTED, about.input(), about.place()));
    }
  }

  /** To be called when an input was converted. */
  void converted(Job job, ConversionResult result) {
    Known about = known.get(job.input());
    if (about == null || about.journal() == null) {
      return;
    }
    try {
      boolean complete = result.failedTables().isEmpty();
      write(
          about,
          new JournalLine(
              complete ? State.DONE : State.INCOMPLETE,
              about.input(),
              about.place(),
              absolute(result.outputPath()),
              about.fingerprint().orElse(""),
              files(result)));
    } catch (ForgeException e) {
      unwritable(e.problem()); // the output was there a moment ago, and cannot be looked at
    }
  }

  /**
   * To be called when an input could not be converted: unless it left an output all the same, what
   * will be in that place is not ours.
   */
  void failed(Job job, String code) {
    Known about = known.get(job.input());
    if (about == null || about.ours() || !mayStart(about)) {
      return;
    }
    if (!about.free() || code.equals(OUTPUT_EXISTS) || !isThere(job)) {
      write(about, JournalLine.of(State.WITHDRAWN, about.input(), about.place()));
    }
  }

  private boolean mayStart(Known about) {
    return about.free() || request.each().force();
  }

  private boolean isThere(Job job) {
    try {
      return places(job).stream().anyMatch(place -> surroundings.stat(place).isPresent());
    } catch (ForgeException e) {
      return false;
    }
  }

  private void know(Job job, RunFingerprint fingerprint) {
    String input = absolute(job.input());
    String place = absolute(job.place());
    Optional<Journal> journal = journal(Places.folder(place));
    Journal.Entry entry = journal.map(j -> j.entry(input, place)).orElseGet(Journal.Entry::new);
    Optional<String> now = fingerprint.of(input, job.stat());
    Optional<JournalLine> written = entry.written();
    List<String> there = new ArrayList<>();
    boolean unchanged = false;
    try {
      places(job).stream()
          .filter(location -> listing.at(location).isPresent())
          .forEach(location -> there.add(absolute(location)));
      unchanged =
          request.resume()
              && written.filter(line -> isWhole(line, now) && isThere(line, job)).isPresent();
    } catch (ForgeException e) {
      there.add(place); // whoever writes there says what is wrong; until then it is not ours
    }
    boolean ours =
        !there.isEmpty()
            && (entry.started()
                || there.stream()
                    .allMatch(at -> written.filter(line -> line.output().equals(at)).isPresent()));
    known.put(
        job.input(),
        new Known(
            journal.orElse(null),
            input,
            place,
            now,
            unchanged ? written.map(line -> shown(line, job)).orElse(null) : null,
            there.isEmpty() || (request.resume() && ours),
            ours));
  }

  private static boolean isWhole(JournalLine line, Optional<String> fingerprint) {
    return line.state() == State.DONE && fingerprint.filter(line.fingerprint()::equals).isPresent();
  }

  private boolean isThere(JournalLine line, Job job) {
    String output = shown(line, job);
    Optional<StorageEntry> entry = listing.at(output);
    if (entry.isEmpty()) {
      return false;
    }
    if (!entry.get().folder()) {
      return line.files().equals(Map.of("", entry.get().stat().sizeBytes()));
    }
    return !line.files().isEmpty()
        && listing.files(output).entrySet().containsAll(line.files().entrySet());
  }

  /** The output of a line as the user would name it. */
  private String shown(JournalLine line, Job job) {
    return places(job).stream()
        .filter(place -> absolute(place).equals(line.output()))
        .findFirst()
        .orElse(line.output());
  }

  /**
   * Where an output may be: a place beside the input is that of a file, or of a folder of files.
   */
  private List<String> places(Job job) {
    if (job.output().isPresent()) {
      return List.of(job.place());
    }
    String suffix = surroundings.outputSuffix(job.input(), request);
    int dot = job.place().length() - suffix.length() - 1;
    return List.of(job.place(), job.place().substring(0, dot) + "_" + suffix);
  }

  private Map<String, Long> files(ConversionResult result) {
    String output = result.outputPath();
    boolean single =
        !result.outputs().isEmpty()
            && result.outputs().stream().allMatch(table -> table.path().equals(output));
    if (single && result.engine().equals(LocalEngine.ID)) {
      return Map.of("", result.bytesOut()); // counted as it was written
    }
    Optional<StorageEntry> entry = surroundings.stat(output);
    if (entry.filter(StorageEntry::folder).isPresent()) {
      return new OutputListing(surroundings, List.of()).files(output);
    }
    return entry.map(e -> Map.of("", e.stat().sizeBytes())).orElseGet(LinkedHashMap::new);
  }

  private Optional<Journal> journal(String outputs) {
    return journals.computeIfAbsent(outputs, this::open);
  }

  private Optional<Journal> open(String outputs) {
    if (folder == null) {
      return Optional.empty();
    }
    Path file = folder.resolve(RunFingerprint.hash(outputs) + ".jsonl");
    try {
      Journal journal = Journal.open(file);
      if (journal.damaged()) {
        notices.add(
            new Notice(
                "journal-damaged",
                "the journal of earlier runs into "
                    + outputs
                    + " is damaged; it is started anew, and what they wrote counts as unknown"));
      }
      return Optional.of(journal);
    } catch (IOException e) {
      unwritable(e.toString());
      return Optional.empty();
    }
  }

  private void write(Known about, JournalLine line) {
    Journal journal = about.journal();
    if (journal == null || folder == null) {
      return;
    }
    try {
      Path parent = folder.getParent();
      if (!Files.isDirectory(folder) && parent != null) {
        if (parent.getParent() != null) {
          Files.createDirectories(parent.getParent());
        }
        Files.createDirectories(folder, Journal.ownerOnly(folder, "rwx------"));
      }
      journal.append(line);
    } catch (IOException e) {
      unwritable(e.toString());
    }
  }

  private synchronized void unwritable(String why) {
    if (writable) {
      writable = false;
      notices.add(
          new Notice(
              "journal-unusable",
              "what is converted cannot be noted, so that --resume will not know of it: " + why));
    }
  }

  private String absolute(String location) {
    return surroundings.absolute(location);
  }
}
