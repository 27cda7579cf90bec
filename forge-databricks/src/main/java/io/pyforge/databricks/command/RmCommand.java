package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks rm}: removes files, and folders when told so. */
@Command(
    name = "rm",
    description = "Remove files from a volume. What is removed is gone.",
    footer = {"", "Example:", "  pyforge databricks rm -r /Volumes/main/raw/in/2025"})
final class RmCommand extends WorkspaceCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "A file, or with -r a folder.")
  private List<String> locations = new ArrayList<>();

  @Option(
      names = {"-r", "--recursive"},
      description = "Remove folders with everything in them.")
  private boolean recursive;

  RmCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    FilesApi files = workspace().files();
    List<VolumePath> paths = locations.stream().map(this::path).toList();
    for (VolumePath path : paths) {
      if (path.isVolume()) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "bad-location",
            path + " is a whole volume, which is not removed here",
            "name the files or folders in it");
      }
    }
    // All of them are looked at before the first is removed.
    List<RemoteEntry> entries = paths.stream().map(path -> entry(files, path)).toList();
    List<VolumePath> removed = new ArrayList<>();
    entries.forEach(entry -> remove(files, entry, removed));
    if (json()) {
      ObjectNode document = object().put("success", true);
      ArrayNode names = document.putArray("removed");
      removed.forEach(path -> names.add(path.toString()));
      print(document);
    }
    return 0;
  }

  private RemoteEntry entry(FilesApi files, VolumePath path) {
    RemoteEntry entry = files.stat(path).orElseThrow(() -> files.missing(path));
    if (entry.folder() && !recursive) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "input-is-folder",
          path + ": is a folder",
          "pass -r to remove it with everything in it");
    }
    return entry;
  }

  private static void remove(FilesApi files, RemoteEntry entry, List<VolumePath> removed) {
    if (!entry.folder()) {
      files.deleteFile(entry.path());
    } else {
      files.list(entry.path()).forEach(inner -> remove(files, inner, removed));
      files.deleteFolder(entry.path());
    }
    removed.add(entry.path());
  }
}
