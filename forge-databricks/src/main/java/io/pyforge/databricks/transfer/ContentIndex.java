package io.pyforge.databricks.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.Checksum;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of files of volumes, remembered between runs so that what did not change need not be
 * read to be compared. A file counts as unchanged when the service's version mark is the same;
 * without marks, when size and time are, and the time lay well back when it was noted: within one
 * second a file may change twice. Lines are appended to one file for each workspace, which only its
 * owner may read. It saves work and decides nothing: where the file cannot be read or written, more
 * is compared. Thread-safe.
 */
final class ContentIndex {
  private static final Logger LOG = LoggerFactory.getLogger(ContentIndex.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private record Known(
      String etag, long size, long modifiedSecond, long notedSecond, String sha256) {}

  private final Path file;
  private final Map<String, Known> known = new HashMap<>();
  private final List<String> unsaved = new ArrayList<>();

  private ContentIndex(Path file) {
    this.file = file;
  }

  /** The index of a workspace. */
  static ContentIndex open(CacheFolder cache, String host) {
    ContentIndex index = new ContentIndex(cache.file("contents", host, "jsonl"));
    index.load();
    return index;
  }

  private void load() {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
        take(line);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      known.clear();
    }
  }

  private void take(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node != null && node.has("sha256")) {
        known.put(
            node.path("path").asText(),
            new Known(
                node.path("etag").asText(""),
                node.path("size").asLong(-1),
                node.path("modified").asLong(-1),
                node.path("noted").asLong(-1),
                node.path("sha256").asText()));
      }
    } catch (IOException e) {
      // the last line of a process that was killed
    }
  }

  /** The SHA-256 of a file, which is read when nothing is known of this state of it. */
  String sha256(Workspace workspace, RemoteEntry entry) {
    String path = entry.path().toString();
    Known found;
    synchronized (this) {
      found = known.get(path);
    }
    if (found != null && holds(found, entry)) {
      return found.sha256;
    }
    String sha256 = Checksum.of(workspace.files(), entry);
    note(entry, sha256);
    return sha256;
  }

  private static boolean holds(Known found, RemoteEntry entry) {
    if (found.size != entry.size()) {
      return false;
    }
    if (!found.etag.isEmpty() && entry.etag().isPresent()) {
      return found.etag.equals(entry.etag().get());
    }
    boolean sameTime = second(entry) >= 0 && second(entry) == found.modifiedSecond;
    return sameTime && found.notedSecond - found.modifiedSecond >= SETTLED.toSeconds();
  }

  /** A file has that content now. */
  synchronized void note(RemoteEntry entry, String sha256) {
    String etag = entry.etag().orElse("");
    long now = Instant.now().getEpochSecond();
    ObjectNode node =
        JSON.createObjectNode()
            .put("path", entry.path().toString())
            .put("etag", etag)
            .put("size", entry.size())
            .put("modified", second(entry))
            .put("noted", now)
            .put("sha256", sha256);
    known.put(entry.path().toString(), new Known(etag, entry.size(), second(entry), now, sha256));
    unsaved.add(node.toString());
    if (unsaved.size() >= 100) {
      save();
    }
  }

  /** Writes what is new. */
  synchronized void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    // A line of its own in any case: a killed process may have left half of one.
    String text = "\n" + String.join("\n", unsaved) + "\n";
    unsaved.clear();
    try {
      CacheFolder.makeFor(file);
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("what was compared is not remembered for the next run: {}", e.toString());
    }
  }

  private static long second(RemoteEntry entry) {
    return entry.modified().map(Instant::getEpochSecond).orElse(-1L);
  }
}
