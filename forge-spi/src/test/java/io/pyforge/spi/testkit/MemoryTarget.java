package io.pyforge.spi.testkit;

import io.pyforge.spi.storage.OutputTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A target in memory that keeps to the contract: nothing is there before it is published. */
public final class MemoryTarget implements OutputTarget {
  private final boolean folder;
  private final Map<String, StagedFile> staged = new LinkedHashMap<>();
  private Map<String, StagedFile> published = Map.of();

  private MemoryTarget(boolean folder) {
    this.folder = folder;
  }

  /** A target for one file, named by the empty string. */
  public static MemoryTarget ofFile() {
    return new MemoryTarget(false);
  }

  /** A target for a folder of files. */
  public static MemoryTarget ofFolder() {
    return new MemoryTarget(true);
  }

  @Override
  public String location() {
    return "memory:out";
  }

  @Override
  public boolean folder() {
    return folder;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    if (!folder && !name.isEmpty()) {
      throw new IllegalArgumentException("a file target has one file without a name, not " + name);
    }
    if (folder && (name.isEmpty() || name.contains("/") || name.contains("\\"))) {
      throw new IllegalArgumentException("no name for a file of a folder: '" + name + "'");
    }
    StagedFile file = new StagedFile();
    if (staged.putIfAbsent(name, file) != null) {
      throw new IllegalArgumentException("created twice: " + name);
    }
    return file;
  }

  @Override
  public String locationOf(String name) {
    return name.isEmpty() ? location() : location() + "/" + name;
  }

  @Override
  public void publish() {
    published = new LinkedHashMap<>(staged);
    staged.clear();
  }

  @Override
  public void close() {
    staged.clear();
  }

  /** Names published, in the order of their creation. */
  public List<String> published() {
    return new ArrayList<>(published.keySet());
  }

  /**
   * The bytes of a published file.
   *
   * @throws NoSuchElementException if there is none of that name
   */
  public byte[] bytes(String name) {
    StagedFile file = published.get(name);
    if (file == null) {
      throw new NoSuchElementException("not published: '" + name + "', only " + published());
    }
    return file.toByteArray();
  }

  /** The streams created so far that nobody has closed, by name. */
  public List<String> openStreams() {
    return staged.entrySet().stream()
        .filter(e -> !e.getValue().closed)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static final class StagedFile extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }
}
