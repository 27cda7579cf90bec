package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.storage.NameGlob;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of this machine: plain paths, {@code file:} URIs, and {@code -} for standard input or
 * output. A path such as {@code /Volumes/x} counts as plain, so storages that claim some paths are
 * asked first.
 *
 * <p>An output is staged beside its destination and renamed, so that a reader sees the old content
 * or the new, never a part. Missing folders above it are made, and removed again when nothing is
 * published. Standard output, devices and pipes get the content when it is complete.
 */
public final class LocalStorage implements Storage {
  private static final Pattern DESCRIPTOR = Pattern.compile("/dev/(stdout|stderr|fd/\\d+)");

  private static final Pattern VOLUME = Pattern.compile("/Volumes/[^/]+|volume:.*");

  /** The location that means standard output. */
  private static final String STANDARD_OUTPUT = "-";

  private final PrivateTemp temp;
  private final InputStream standardInput;
  private final PipeTarget.Opener standardOutput;

  /** Uses the standard input and output of this process. */
  public LocalStorage(PrivateTemp temp) {
    // System.out would keep failures to itself.
    this(temp, System.in, () -> new FileOutputStream(FileDescriptor.out));
  }

  /**
   * @param temp where pipes are kept that must be read at random, and outputs until they are
   *     complete
   */
  LocalStorage(PrivateTemp temp, InputStream standardInput, PipeTarget.Opener standardOutput) {
    this.temp = temp;
    this.standardInput = standardInput;
    this.standardOutput = standardOutput;
  }

  /**
   * A path in a volume of Databricks looks like one of this machine, and is not unless a disk of
   * that name is mounted here: an output must not end up in a new folder of this machine.
   */
  @Override
  public boolean handles(String location) {
    Matcher volume = VOLUME.matcher(location);
    return LocalPath.matches(location)
        && (!volume.lookingAt() || Files.exists(LocalPath.of(volume.group())));
  }

  /** The path of a location; empty for standard input or output, and for what can be no path. */
  public static Optional<Path> path(String location) {
    if (location.equals(STANDARD_OUTPUT) || !LocalPath.matches(location)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalPath.of(location));
    } catch (ForgeException e) {
      return Optional.empty(); // whoever opens it says what is wrong with it
    }
  }

  @Override
  public InputSource source(String location) throws IOException {
    if (location.equals(StandardInputSource.LOCATION)) {
      return StandardInputSource.of(standardInput, temp);
    }
    Path path = LocalPath.of(location);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (AccessDeniedException e) {
      throw StorageFailures.inputUnreadable(location, e);
    } catch (IOException e) {
      // Not there, or a file where the path needs a folder.
      throw Files.isSymbolicLink(path)
          ? StorageFailures.inputLinkBroken(location, e)
          : StorageFailures.inputMissing(location, e);
    }
    if (attributes.isDirectory()) {
      throw StorageFailures.inputIsFolder(location);
    }
    if (!Files.isReadable(path)) {
      throw StorageFailures.inputUnreadable(location, null);
    }
    return attributes.isRegularFile()
        ? new LocalFileSource(location, path)
        : StandardInputSource.ofPipe(location, path, temp);
  }

  @Override
  public OutputTarget target(String location, boolean folder, boolean force) {
    if (location.equals(STANDARD_OUTPUT)) {
      if (folder) {
        throw StorageFailures.outputIsFile(location);
      }
      return new PipeTarget(location, () -> unclosed(standardOutput.open()), temp);
    }
    Path path = LocalPath.of(location);
    if (!folder && isSpecial(path)) {
      return new PipeTarget(
          location, () -> Files.newOutputStream(path, StandardOpenOption.WRITE), temp);
    }
    return folder
        ? FolderTarget.open(location, path, force)
        : FileTarget.open(location, path, force);
  }

  /** As the contract says; names that start with a dot match only a pattern that does. */
  @Override
  public List<StorageEntry> list(String location, String glob) throws IOException {
    Path folder = LocalPath.of(location);
    if (!Files.isDirectory(folder)) {
      throw StorageFailures.folderMissing(location);
    }
    Pattern pattern = NameGlob.of(glob);
    boolean hidden = glob.startsWith(".");
    List<Path> matches = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (pattern.matcher(name).matches() && (hidden || !name.startsWith("."))) {
          matches.add(entry);
        }
      }
    } catch (AccessDeniedException e) {
      throw StorageFailures.inputUnreadable(location, e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    matches.sort(Comparator.comparing(path -> path.getFileName().toString()));
    List<StorageEntry> found = new ArrayList<>();
    for (Path match : matches) {
      Optional<StorageEntry> entry = stat(match.toString());
      if (entry.isPresent()) {
        if (!isSpecial(match)) { // a pipe waits for a writer: only who names it wants to read it
          found.add(entry.get());
        }
      } else if (entry.isEmpty() && Files.exists(match, LinkOption.NOFOLLOW_LINKS)) {
        // A link to nothing, or a name that is no text: whoever opens it says so.
        found.add(new StorageEntry(match.toString(), false, SourceStat.UNKNOWN));
      }
    }
    return found;
  }

  @Override
  public Optional<StorageEntry> stat(String location) throws IOException {
    Path path = LocalPath.of(location);
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      SourceStat stat =
          new SourceStat(
              attributes.isRegularFile() ? attributes.size() : -1,
              Optional.of(attributes.lastModifiedTime().toInstant()),
              Optional.empty());
      return Optional.of(new StorageEntry(location, attributes.isDirectory(), stat));
    } catch (AccessDeniedException e) {
      throw StorageFailures.inputUnreadable(location, e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(String location) throws IOException {
    try {
      Files.deleteIfExists(LocalPath.of(location));
    } catch (DirectoryNotEmptyException e) {
      throw StorageFailures.outputFolderNotEmpty(location);
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  @Override
  public void mkdirs(String location) throws IOException {
    try {
      Files.createDirectories(LocalPath.of(location));
    } catch (FileAlreadyExistsException e) {
      throw StorageFailures.outputIsFile(location);
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  /** A stream that is flushed, and not closed: it is the process's. */
  private static OutputStream unclosed(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** What cannot be staged beside and renamed onto: devices, pipes, this process's own streams. */
  private static boolean isSpecial(Path path) {
    if (DESCRIPTOR.matcher(path.toString()).matches()) {
      return true;
    }
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }
}
