package io.pyforge.core.testing;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import io.pyforge.spi.testkit.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files in memory that pretend to be somewhere far off: every location starts with {@code mem:/},
 * and what would be a call of the service is counted.
 */
public final class MemoryStorage implements Storage {
  private record Stored(byte[] content, String etag) {}

  private final Map<String, Stored> files = new ConcurrentSkipListMap<>();
  private final AtomicInteger versions = new AtomicInteger();

  /** Inputs that were opened. */
  public final AtomicInteger opened = new AtomicInteger();

  /** Outputs that were begun. */
  public final AtomicInteger targets = new AtomicInteger();

  /** Listings. */
  public final AtomicInteger listings = new AtomicInteger();

  /** Looks at single locations. */
  public final AtomicInteger looks = new AtomicInteger();

  /** An extension that brings this storage and nothing else. */
  public ForgeExtension extension() {
    return new ForgeExtension() {
      @Override
      public String id() {
        return "memory";
      }

      @Override
      public int spiLevel() {
        return 1;
      }

      @Override
      public List<Storage> storages() {
        return List.of(MemoryStorage.this);
      }
    };
  }

  /** Puts a text where a location is, with a version of its own. */
  public String put(String location, String text) {
    put(location, text.getBytes(StandardCharsets.UTF_8));
    return location;
  }

  private void put(String location, byte[] content) {
    files.put(location, new Stored(content, "v" + versions.incrementAndGet()));
  }

  /** What is at a location. */
  public byte[] bytes(String location) {
    return stored(location).content();
  }

  /** Every location at which something is. */
  public List<String> locations() {
    return List.copyOf(files.keySet());
  }

  /** The number of the last thing written. */
  public int version() {
    return versions.get();
  }

  @Override
  public boolean handles(String location) {
    return location.startsWith("mem:/");
  }

  @Override
  public InputSource source(String location) {
    Stored stored = stored(location);
    opened.incrementAndGet();
    return new Source(location, stored);
  }

  @Override
  public OutputTarget target(String location, boolean folder, boolean force) {
    targets.incrementAndGet();
    boolean there = files.containsKey(location) || isFolder(location);
    if (there && !force) {
      throw new ForgeException(
          ErrorKind.OUTPUT, "output-exists", location + ": exists already", "pass --force");
    }
    return new Target(location, folder);
  }

  @Override
  public List<StorageEntry> list(String location, String glob) {
    listings.incrementAndGet();
    String folder = location.endsWith("/") ? location : location + "/";
    String regex = ("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    TreeSet<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      if (file.startsWith(folder)) {
        String rest = file.substring(folder.length());
        names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
      }
    }
    if (names.isEmpty()) {
      throw new ForgeException(
          ErrorKind.NOT_FOUND, "input-missing", location + ": there is no such folder", "");
    }
    List<StorageEntry> found = new ArrayList<>();
    for (String name : names) {
      if (name.matches(regex)) {
        found.add(entry(folder + name));
      }
    }
    return found;
  }

  @Override
  public Optional<StorageEntry> stat(String location) {
    looks.incrementAndGet();
    return files.containsKey(location) || isFolder(location)
        ? Optional.of(entry(location))
        : Optional.empty();
  }

  @Override
  public void delete(String location) {
    files.remove(location);
  }

  @Override
  public void mkdirs(String location) {
    // Folders are there as long as something is in them.
  }

  private StorageEntry entry(String location) {
    Stored stored = files.get(location);
    return stored == null
        ? new StorageEntry(location, true, SourceStat.UNKNOWN)
        : new StorageEntry(location, false, stat(stored));
  }

  private static SourceStat stat(Stored stored) {
    return new SourceStat(stored.content().length, Optional.empty(), Optional.of(stored.etag()));
  }

  private boolean isFolder(String location) {
    String folder = location.endsWith("/") ? location : location + "/";
    return files.keySet().stream().anyMatch(file -> file.startsWith(folder));
  }

  private Stored stored(String location) {
    Stored stored = files.get(location);
    if (stored == null) {
      throw new ForgeException(
          ErrorKind.NOT_FOUND, "input-missing", location + ": there is no such file", "look again");
    }
    return stored;
  }

  private static final class Source implements InputSource {
    private final String location;
    private final SourceStat stat;
    private final MemorySource source;

    Source(String location, Stored stored) {
      this.location = location;
      this.stat = MemoryStorage.stat(stored);
      this.source =
          new MemorySource(location.substring(location.lastIndexOf('/') + 1), stored.content());
    }

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public SourceAccess access() {
      return source.access();
    }

    @Override
    public SourceStat stat() {
      return stat;
    }

    @Override
    public InputStream openStream() {
      return source.openStream();
    }

    @Override
    public InputStream openRange(long offset, long length) {
      return source.openRange(offset, length);
    }

    @Override
    public SeekableByteChannel openChannel() {
      return source.openChannel();
    }

    @Override
    public Optional<Path> localPath() {
      return Optional.empty();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private final class Target implements OutputTarget {
    private final String location;
    private final boolean folder;
    private final Map<String, ByteArrayOutputStream> staged = new LinkedHashMap<>();

    Target(String location, boolean folder) {
      this.location = location;
      this.folder = folder;
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean folder() {
      return folder;
    }

    @Override
    public OutputStream create(String name) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      staged.put(name, content);
      return content;
    }

    @Override
    public String locationOf(String name) {
      return folder ? location + "/" + name : location;
    }

    @Override
    public void publish() throws IOException {
      staged.forEach((name, content) -> put(locationOf(name), content.toByteArray()));
    }

    @Override
    public void close() {
      staged.clear();
    }
  }
}
