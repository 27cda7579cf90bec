package io.pyforge.core.bulk;

import io.pyforge.core.bulk.Arrangement.Job;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.storage.StorageEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is where outputs go: one listing of a folder that takes many, one look for each of few. */
final class OutputListing {
  /** So many outputs in one folder are worth its listing. */
  private static final int MANY = 3;

  private final Surroundings surroundings;
  private final Map<String, Integer> outputs = new HashMap<>();
  private final Map<String, Map<String, StorageEntry>> listed = new HashMap<>();
  private final Map<String, ForgeException> failed = new HashMap<>();

  OutputListing(Surroundings surroundings, List<Job> jobs) {
    this.surroundings = surroundings;
    jobs.forEach(job -> outputs.merge(Places.folder(job.place()), 1, Integer::sum));
  }

  /** What is at a location. */
  Optional<StorageEntry> at(String location) {
    String folder = Places.folder(location);
    String name = Places.name(location);
    // A listing leaves hidden names out.
    if (outputs.getOrDefault(folder, 0) < MANY || name.startsWith(".")) {
      return surroundings.stat(location);
    }
    Map<String, StorageEntry> entries = listed.computeIfAbsent(folder, this::list);
    return Optional.ofNullable(entries.get(name));
  }

  /** The files directly in an output that is a folder, by name. */
  Map<String, Long> files(String folder) {
    Map<String, Long> files = new HashMap<>();
    list(folder)
        .forEach(
            (name, entry) -> {
              if (!entry.folder()) {
                files.put(name, entry.stat().sizeBytes());
              }
            });
    return files;
  }

  private Map<String, StorageEntry> list(String folder) {
    ForgeException before = failed.get(folder);
    if (before != null) {
      throw before; // once is enough, all the more where it was tried several times
    }
    try {
      return read(folder);
    } catch (ForgeException e) {
      failed.put(folder, e);
      throw e;
    }
  }

  private Map<String, StorageEntry> read(String folder) {
    Map<String, StorageEntry> entries = new HashMap<>();
    for (StorageEntry entry : surroundings.list(folder.isEmpty() ? "." : folder)) {
      entries.put(Places.name(entry.location()), entry);
    }
    return entries;
  }
}
