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
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks ls}: what lies in a folder. */
@Command(
    name = "ls",
    description = "List the files and folders of a folder in a volume.",
    footer = {"", "Example:", "  pyforge databricks ls -l /Volumes/main/raw/in"})
final class LsCommand extends WorkspaceCommand {
  @Parameters(paramLabel = "PATH", description = "A folder, or a file to show alone.")
  private String location = "";

  @Option(
      names = {"-l", "--long"},
      description = "Show sizes and times.")
  private boolean wide;

  @Option(
      names = {"-r", "--recursive"},
      description = "List the folders in it as well.")
  private boolean recursive;

  LsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    FilesApi files = workspace().files();
    VolumePath path = path(location);
    List<RemoteEntry> found = new ArrayList<>();
    Optional<RemoteEntry> itself = path.isVolume() ? Optional.empty() : files.file(path);
    if (itself.isPresent()) {
      found.add(itself.get());
    } else {
      list(files, path, found);
    }
    if (json()) {
      ObjectNode document = object().put("path", path.toString());
      ArrayNode entries = document.putArray("entries");
      found.forEach(entry -> add(entries.addObject(), entry));
      print(document);
      return 0;
    }
    int parts = path.parts().size();
    for (RemoteEntry entry : found) {
      String name =
          itself.isPresent()
              ? entry.path().name()
              : String.join("/", entry.path().parts().subList(parts, entry.path().parts().size()));
      String shown = entry.folder() ? name + "/" : name;
      out().println(wide ? columns(entry) + "  " + shown : shown);
    }
    return 0;
  }

  private void list(FilesApi files, VolumePath folder, List<RemoteEntry> found) {
    List<RemoteEntry> entries;
    try {
      entries = files.list(folder);
    } catch (ForgeException e) {
      throw e.kind() == ErrorKind.NOT_FOUND ? files.missing(folder) : e;
    }
    for (RemoteEntry entry : entries) {
      found.add(entry);
      if (recursive && entry.folder()) {
        list(files, entry.path(), found);
      }
    }
  }

  private static String columns(RemoteEntry entry) {
    String size = entry.folder() ? "-" : Long.toString(entry.size());
    String time = entry.modified().map(Object::toString).orElse("-");
    return String.format("%14s  %-24s", size, time);
  }

  private static void add(ObjectNode node, RemoteEntry entry) {
    node.put("path", entry.path().toString());
    node.put("name", entry.path().name());
    node.put("is_folder", entry.folder());
    if (!entry.folder()) {
      node.put("size_bytes", entry.size());
    }
    entry.modified().ifPresent(time -> node.put("modified", time.toString()));
  }
}
