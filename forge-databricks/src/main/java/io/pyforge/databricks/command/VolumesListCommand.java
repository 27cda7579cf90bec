package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.SdkCalls.Volume;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks volumes list}: the volumes of a schema. */
@Command(
    name = "list",
    description = "List the volumes of a schema.",
    footer = {"", "Example:", "  pyforge databricks volumes list main.raw"})
final class VolumesListCommand extends WorkspaceCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "CATALOG.SCHEMA",
      description = "The schema; what is left out comes from the defaults.")
  private String schema = "";

  VolumesListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    List<String> names = VolumeName.schema(schema, surroundings().settings());
    List<Volume> volumes = workspace().sdk().volumes(names.get(0), names.get(1));
    if (json()) {
      ObjectNode document = object().put("catalog", names.get(0)).put("schema", names.get(1));
      ArrayNode list = document.putArray("volumes");
      volumes.forEach(volume -> VolumeText.add(list.addObject(), volume));
      print(document);
    } else {
      volumes.forEach(volume -> out().println(volume.path() + "  " + volume.kind()));
    }
    return 0;
  }
}
