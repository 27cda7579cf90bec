package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.SdkCalls.Volume;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks volumes show}: one volume. */
@Command(
    name = "show",
    description = "Show a volume: its type, owner and place.",
    footer = {"", "Example:", "  pyforge databricks volumes show main.raw.in"})
final class VolumesShowCommand extends WorkspaceCommand {
  @Parameters(
      paramLabel = "CATALOG.SCHEMA.VOLUME",
      description = "The volume; what is left out comes from the defaults.")
  private String name = "";

  VolumesShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    Volume volume =
        workspace()
            .sdk()
            .volume(String.join(".", VolumeName.volume(name, surroundings().settings())));
    if (json()) {
      ObjectNode document = object();
      VolumeText.add(document, volume);
      print(document);
    } else {
      VolumeText.print(out(), volume);
    }
    return 0;
  }
}
