package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.SdkCalls.Volume;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks volumes create}: makes a volume. */
@Command(
    name = "create",
    description = "Make a volume: a managed one, or an external one at a storage location.",
    footer = {"", "Example:", "  pyforge databricks volumes create main.silver.out"})
final class VolumesCreateCommand extends WorkspaceCommand {
  @Parameters(
      paramLabel = "CATALOG.SCHEMA.VOLUME",
      description = "The volume; what is left out comes from the defaults.")
  private String name = "";

  @Option(
      names = "--storage-location",
      paramLabel = "URL",
      description = "Place of an external volume, such as s3://bucket/folder.")
  private @Nullable String storageLocation;

  @Option(names = "--comment", paramLabel = "TEXT", description = "What the volume is for.")
  private @Nullable String comment;

  VolumesCreateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    List<String> names = VolumeName.volume(name, surroundings().settings());
    Volume volume =
        workspace()
            .sdk()
            .createVolume(
                names.get(0),
                names.get(1),
                names.get(2),
                Optional.ofNullable(storageLocation),
                Optional.ofNullable(comment));
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
