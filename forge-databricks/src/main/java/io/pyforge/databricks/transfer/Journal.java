package io.pyforge.databricks.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a transfer that may be continued by another process: which parts are over, and
 * what belongs to it. One file for each transfer, which only its owner may read; it holds no
 * sign-in. Each change replaces the file at once, so that a process may end at any time. Where the
 * file cannot be written, the transfer goes on and cannot be continued. Thread-safe.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private @Nullable Path file;
  private final Map<Integer, String> parts = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>();

  private Journal(@Nullable Path file) {
    this.file = file;
  }

  /** Remembers nothing. */
  static Journal none() {
    return new Journal(null);
  }

  /**
   * The journal of a transfer. One of another state of the same file counts as none.
   *
   * @param identity what must be the same for the transfer to go on: size, time, version
   */
  static Journal open(Path file, Map<String, String> identity) {
    Journal journal = new Journal(file);
    if (Files.isRegularFile(file)) {
      journal.read(file, identity);
    }
    journal.facts.putAll(identity);
    return journal;
  }

  private void read(Path from, Map<String, String> identity) {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(from));
      if (tree == null || tree.path("version").asInt() != VERSION) {
        return;
      }
      for (Map.Entry<String, String> part : identity.entrySet()) {
        if (!tree.path("facts").path(part.getKey()).asText("").equals(part.getValue())) {
          return;
        }
      }
      tree.path("facts").properties().forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
      tree.path("parts")
          .properties()
          .forEach(e -> parts.put(Integer.parseInt(e.getKey()), e.getValue().asText()));
    } catch (IOException | NumberFormatException e) {
      facts.clear(); // damaged: the transfer starts anew
      parts.clear();
    }
  }

  /** Whether it remembers anything. */
  synchronized boolean keeps() {
    return file != null;
  }

  /** Whether a part is over. */
  synchronized boolean done(int part) {
    return parts.containsKey(part);
  }

  /** What was noted of the parts that are over, by their number. */
  synchronized Map<Integer, String> parts() {
    return new TreeMap<>(parts);
  }

  /** A part is over. */
  synchronized void add(int part, String note) {
    parts.put(part, note);
    save();
  }

  synchronized Optional<String> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  synchronized void note(String name, String value) {
    facts.put(name, value);
    save();
  }

  /** Forgets the parts: they are of no use any more. */
  synchronized void restart() {
    parts.clear();
    save();
  }

  /** The transfer is over. */
  synchronized void remove() {
    Path known = file;
    if (known != null) {
      forget(known);
    }
  }

  private void save() {
    Path known = file;
    if (known == null) {
      return;
    }
    try {
      write(known);
    } catch (IOException e) {
      LOG.warn("this transfer cannot be continued when it is ended: {}", e.toString());
      file = null;
      forget(known);
    }
  }

  /** Removes a journal; one that stays is about bytes that are not there any more. */
  static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
    }
  }

  private void write(Path target) throws IOException {
    ObjectNode tree = JSON.createObjectNode().put("version", VERSION);
    ObjectNode known = tree.putObject("facts");
    facts.forEach(known::put);
    ObjectNode over = tree.putObject("parts");
    parts.forEach((number, note) -> over.put(Integer.toString(number), note));
    Path next = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(next);
    CacheFolder.makeFor(next);
    Files.write(next, JSON.writeValueAsBytes(tree), StandardOpenOption.WRITE);
    Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
