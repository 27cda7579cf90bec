package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.SdkCalls.Volume;
import java.io.PrintWriter;

/** A volume as text and as JSON. */
final class VolumeText {
  private VolumeText() {}

  static void add(ObjectNode node, Volume volume) {
    node.put("catalog", volume.catalog())
        .put("schema", volume.schema())
        .put("name", volume.name())
        .put("path", volume.path())
        .put("type", volume.kind());
    volume.owner().ifPresent(text -> node.put("owner", text));
    volume.comment().ifPresent(text -> node.put("comment", text));
    volume.storageLocation().ifPresent(text -> node.put("storage_location", text));
    volume.created().ifPresent(time -> node.put("created", time.toString()));
    volume.updated().ifPresent(time -> node.put("updated", time.toString()));
  }

  static void print(PrintWriter out, Volume volume) {
    out.println(volume.path());
    out.println("  type: " + volume.kind());
    volume.owner().ifPresent(text -> out.println("  owner: " + text));
    volume.comment().ifPresent(text -> out.println("  comment: " + text));
    volume.storageLocation().ifPresent(text -> out.println("  storage location: " + text));
    volume.created().ifPresent(time -> out.println("  created: " + time));
    volume.updated().ifPresent(time -> out.println("  updated: " + time));
  }
}
