package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.storage.OutputTarget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An output in a volume: written on this machine first, stored when it is complete, and looked at
 * again. A single file appears at once. Of a folder the files come one by one, the list of them
 * last; replacing what is there is not atomic, because the service cannot rename.
 */
final class VolumeTarget implements OutputTarget {
  private static final int BUFFER = 1 << 16;

  private final VolumeAccess volumes;
  private final String location;
  private final VolumePath path;
  private final boolean folder;
  private final boolean force;
  private final boolean compare;

  /** The files by name, numbered: on this machine they have no names, which may not fit. */
  private final Map<String, Integer> names = new LinkedHashMap<>();

  /** Files of a folder that are there already. */
  private final List<VolumePath> stored = new ArrayList<>();

  private @Nullable Path staged;

  private VolumeTarget(
      VolumeAccess volumes,
      String location,
      VolumePath path,
      boolean folder,
      boolean force,
      boolean compare) {
    this.volumes = volumes;
    this.location = location;
    this.path = path;
    this.folder = folder;
    this.force = force;
    this.compare = compare;
  }

  /** Checks the place. */
  static VolumeTarget open(
      VolumeAccess volumes,
      String location,
      VolumePath path,
      boolean folder,
      boolean force,
      boolean compare)
      throws IOException {
    Optional<RemoteEntry> there = volumes.stat(path);
    if (there.isPresent() && folder) {
      if (!there.get().folder()) {
        throw VolumeFailures.outputIsFile(location);
      }
      if (!force && !volumes.list(path).isEmpty()) {
        throw VolumeFailures.outputFolderNotEmpty(location);
      }
    } else if (there.isPresent()) {
      if (there.get().folder()) {
        throw VolumeFailures.outputIsFolder(location);
      }
      if (!force) {
        throw VolumeFailures.outputExists(location);
      }
    }
    return new VolumeTarget(volumes, location, path, folder, force, compare);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean folder() {
    return folder;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    if (folder ? !OutputManifest.isPlainName(name) : !name.isEmpty()) {
      throw new IllegalArgumentException("not the name of a file in a folder: " + name);
    }
    if (names.putIfAbsent(name, names.size()) != null) {
      throw new IllegalArgumentException("created before: " + name);
    }
    if (folder) {
      path.child(name); // what the service does not take as a name is refused now
    }
    return new BufferedOutputStream(Files.newOutputStream(file(name)), BUFFER);
  }

  @Override
  public String locationOf(String name) {
    if (!folder) {
      return location;
    }
    return location.endsWith("/") ? location + name : location + "/" + name;
  }

  @Override
  public void publish() throws IOException {
    List<VolumePath> made = makeFolders(folder ? path : path.parent().orElse(path));
    try {
      if (folder) {
        publishFolder();
      } else {
        volumes.store(file(""), path, force, compare);
      }
    } catch (IOException | RuntimeException e) {
      takeBack(made, e);
      throw e;
    }
  }

  private void publishFolder() throws IOException {
    Set<String> earlier = force ? earlierFiles() : Set.of();
    for (String name : names.keySet()) {
      volumes.store(file(name), path.child(name), force, compare);
      stored.add(path.child(name));
    }
    for (String name : earlier) {
      if (!names.containsKey(name)) {
        volumes.deleteFile(path.child(name));
      }
    }
    Path manifest = folderOfFiles().resolve("manifest.json");
    Files.write(manifest, OutputManifest.of(names.keySet()));
    volumes.store(manifest, path.child(OutputManifest.NAME), force, compare);
  }

  /** What the manifest of an earlier run names. */
  private Set<String> earlierFiles() throws IOException {
    VolumePath manifest = path.child(OutputManifest.NAME);
    Optional<RemoteEntry> entry = volumes.stat(manifest);
    if (entry.isEmpty() || entry.get().folder()) {
      return Set.of();
    }
    try (InputStream in = volumes.source(entry.get(), manifest.toString()).openStream()) {
      return OutputManifest.files(in.readAllBytes());
    }
  }

  /** Makes the folders that are missing, and tells which, outermost first. */
  private List<VolumePath> makeFolders(VolumePath innermost) throws IOException {
    List<VolumePath> missing = new ArrayList<>();
    VolumePath at = innermost;
    while (!at.isVolume() && volumes.stat(at).isEmpty()) {
      missing.add(0, at);
      at = at.parent().orElseThrow();
    }
    if (!missing.isEmpty()) {
      volumes.makeFolder(innermost);
    }
    return missing;
  }

  private void takeBack(List<VolumePath> made, Exception because) {
    try {
      // Where nothing may be replaced, and in a folder that was not there, they are all ours.
      if (!force || made.contains(path)) {
        for (VolumePath file : stored) {
          volumes.deleteFile(file);
        }
      }
      for (int i = made.size() - 1; i >= 0; i--) {
        volumes.deleteIfEmpty(made.get(i));
      }
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private Path file(String name) throws IOException {
    return folderOfFiles().resolve("output-" + names.get(name));
  }

  private Path folderOfFiles() throws IOException {
    Path known = staged;
    if (known == null) {
      known = volumes.newTempFolder();
      staged = known;
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    Path made = staged;
    staged = null;
    if (made == null) {
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      Files.deleteIfExists(made.resolve("output-" + i));
    }
    Files.deleteIfExists(made.resolve("manifest.json"));
    Files.deleteIfExists(made);
  }
}
