package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks mkdir}: makes folders. */
@Command(
    name = "mkdir",
    description = "Make folders in a volume, and those above them. No failure if they are there.",
    footer = {"", "Example:", "  pyforge databricks mkdir /Volumes/main/raw/in/2026"})
final class MkdirCommand extends WorkspaceCommand {
  @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "A folder in a volume.")
  private List<String> folders = new ArrayList<>();

  MkdirCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    List<VolumePath> paths = folders.stream().map(this::path).toList();
    for (VolumePath path : paths) {
      if (path.isVolume()) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "bad-location",
            path + " is a volume, not a folder in one",
            "name a folder in it, or make the volume with pyforge databricks volumes create");
      }
    }
    paths.forEach(workspace().files()::makeFolder);
    if (json()) {
      ObjectNode document = object().put("success", true);
      ArrayNode made = document.putArray("folders");
      paths.forEach(path -> made.add(path.toString()));
      print(document);
    }
    return 0;
  }
}
