package io.pyforge.core.bulk;

import io.pyforge.core.bulk.Arrangement.Job;
import io.pyforge.core.engine.InputSearch;
import io.pyforge.core.engine.InputSearch.Found;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which input goes where, from the request and a look at what is there. */
final class Arranger {
  private static final String REJECTS_SUFFIX = ".rejects.csv";

  private final BulkRequest request;
  private final Surroundings surroundings;
  private final List<Job> jobs = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> leftOutFolders = new ArrayList<>();
  private boolean many;

  private Arranger(BulkRequest request, Surroundings surroundings) {
    this.request = request;
    this.surroundings = surroundings;
  }

  /**
   * The arrangement of a request.
   *
   * @throws ForgeException kind USAGE when inputs and outputs get into each other's way
   */
  static Arrangement arrange(BulkRequest request, Surroundings surroundings) {
    return new Arranger(request, surroundings).arrange();
  }

  private Arrangement arrange() {
    if (request.each().options().isSet(CommonOptions.REJECTS)) {
      throw BulkFailures.sharedRejects();
    }
    if (request.output().isPresent()) {
      checkFolder(request.output().get());
    }
    Collection<Found> inputs = inputs();
    OutputNames names = OutputNames.of(inputs, this::suffix, request.output(), this::absolute);
    for (Found input : inputs) {
      jobs.add(
          new Job(
              input.location(),
              input.stat(),
              names.output(input),
              names.place(input),
              Optional.empty()));
    }
    checkNoInputIsOverwritten();
    List<Notice> notices = new ArrayList<>();
    if (!leftOut.isEmpty()) {
      notices.add(
          new Notice(
              "inputs-left-out",
              "left out, because outputs have the same names: " + String.join(", ", leftOut)));
    }
    if (!leftOutFolders.isEmpty()) {
      notices.add(
          new Notice(
              "folders-left-out",
              "left out, because they hold outputs: " + String.join(", ", leftOutFolders)));
    }
    names.notice().ifPresent(notices::add);
    return new Arrangement(jobs, many || request.inputs().size() > 1, notices);
  }

  private void checkFolder(String output) {
    if (output.equals(Places.STANDARD_STREAM)) {
      throw BulkFailures.outputIsStream();
    }
    if (surroundings.stat(output).filter(entry -> !entry.folder()).isPresent()) {
      throw BulkFailures.outputIsFile(output);
    }
  }

  /** Every input once; a location that stands for nothing becomes a failed job at once. */
  private Collection<Found> inputs() {
    Map<String, Found> inputs = new LinkedHashMap<>();
    InputSearch.Scope scope = new InputSearch.Scope(request.recursive(), this::isOutputFolder);
    for (String location : request.inputs()) {
      if (location.equals(Places.STANDARD_STREAM)) {
        throw BulkFailures.standardInput();
      }
      try {
        InputSearch.Result result = surroundings.search(location, scope);
        leftOutFolders.addAll(result.leftOut());
        many |= result.many();
        boolean folder = result.many() && !isPattern(location);
        for (Found found : folder ? withoutOutputs(result.files()) : result.files()) {
          inputs.putIfAbsent(absolute(found.location()), found);
        }
      } catch (ForgeException e) {
        jobs.add(new Job(location, SourceStat.UNKNOWN, Optional.empty(), "", Optional.of(e)));
      }
    }
    return inputs.values();
  }

  private boolean isPattern(String location) {
    return Places.hasPattern(location)
        && surroundings.stat(location).filter(StorageEntry::folder).isEmpty();
  }

  private boolean isOutputFolder(String folder) {
    return request.output().isPresent()
        && absolute(Places.withoutSeparator(folder))
            .equals(absolute(Places.withoutSeparator(request.output().get())));
  }

  /**
   * Leaves out the files of a folder that a run over it wrote, or would write over, unless there
   * are no others. With an output folder elsewhere, that is nothing but rejects.
   */
  private List<Found> withoutOutputs(List<Found> found) {
    Set<Object> outputs = new HashSet<>();
    for (Found input : found) {
      outputs.add(identity(OutputNames.usual(input, suffix(input.location()), request.output())));
    }
    List<Found> others = found.stream().filter(input -> !isWritten(input, outputs)).toList();
    if (others.isEmpty()) {
      return found;
    }
    found.stream()
        .filter(input -> !others.contains(input))
        .forEach(input -> leftOut.add(input.location()));
    return others;
  }

  private boolean isWritten(Found input, Set<Object> outputs) {
    return outputs.contains(identity(input.location()))
        || input.location().endsWith(REJECTS_SUFFIX);
  }

  private void checkNoInputIsOverwritten() {
    Map<Object, String> inputs = new HashMap<>();
    for (Job job : jobs) {
      inputs.put(identity(job.input()), job.input());
    }
    for (Job job : jobs) {
      String input = job.output().isEmpty() ? null : inputs.get(identity(job.place()));
      if (input != null) {
        throw BulkFailures.outputIsInput(input, job.place());
      }
    }
  }

  private String suffix(String input) {
    return surroundings.outputSuffix(input, request);
  }

  private String absolute(String location) {
    return surroundings.absolute(location);
  }

  /** Equal for two locations that are one file, whatever links lead to it. */
  private Object identity(String location) {
    Optional<Path> path = surroundings.path(location);
    if (path.isEmpty()) {
      return absolute(location);
    }
    try {
      Object key = Files.readAttributes(path.get(), BasicFileAttributes.class).fileKey();
      return key == null ? path.get().toRealPath() : key; // Windows has no keys
    } catch (IOException e) {
      return absolute(location); // nothing is there
    }
  }
}
