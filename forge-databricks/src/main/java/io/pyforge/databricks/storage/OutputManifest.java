package io.pyforge.databricks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code _pyforge.json}, the list of the files that were written into an output folder, as local
 * outputs have it: {@code {"tool":"pyforge","version":1,"files":["Customers.parquet"]}}.
 */
final class OutputManifest {
  static final String NAME = "_pyforge.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutputManifest() {}

  static byte[] of(Collection<String> files) throws IOException {
    ObjectNode tree = JSON.createObjectNode().put("tool", "pyforge").put("version", 1);
    ArrayNode names = tree.putArray("files");
    new TreeSet<>(files).forEach(names::add);
    return JSON.writeValueAsBytes(tree);
  }

  /** The files that a manifest names; none when it is damaged or somebody else's. */
  static Set<String> files(byte[] manifest) {
    Set<String> files = new TreeSet<>();
    try {
      JsonNode tree = JSON.readTree(manifest);
      if (tree != null && tree.path("tool").asText("").equals("pyforge")) {
        tree.path("files").forEach(name -> files.add(name.asText("")));
      }
    } catch (IOException e) {
      return Set.of();
    }
    files.removeIf(name -> !isPlainName(name));
    return files;
  }

  /** Whether a name is that of a file directly in a folder, and not the manifest's own. */
  static boolean isPlainName(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0
        && !name.equals(".")
        && !name.equals("..")
        && !name.equals(NAME);
  }
}
