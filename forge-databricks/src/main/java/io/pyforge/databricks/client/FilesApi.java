package io.pyforge.databricks.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.volume.NoSuchVolume;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The calls for files and folders in volumes: {@code /api/2.0/fs/files} and {@code
 * /api/2.0/fs/directories}. A call returns when it was done, and fails when it was not: sizes are
 * counted, a file that changes between two calls is noticed. Thread-safe.
 */
public final class FilesApi {
  static final String FILES = "/api/2.0/fs/files";
  private static final String DIRECTORIES = "/api/2.0/fs/directories";
  private static final String BINARY = "application/octet-stream";
  private static final int BUFFER = 64 * 1024;

  /** How often a file that is said to be another one, and is not, is read again. */
  private static final int LOOKS = 3;

  /** As HTTP wants it: Java's own format of that name writes one digit for the first nine days. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private final Exchange exchange;
  private final SignIn signIn;

  FilesApi(Exchange exchange, SignIn signIn) {
    this.exchange = exchange;
    this.signIn = signIn;
  }

  /** Takes the bytes of a range as they come; called from the first byte again after a failure. */
  public interface Sink {
    /** A place for the bytes from {@code offset} of the file on. */
    OutputStream from(long offset) throws IOException;
  }

  /** The file or folder of that path, or empty when there is neither. */
  public Optional<RemoteEntry> stat(VolumePath path) {
    if (!path.isVolume()) {
      Optional<RemoteEntry> file = file(path);
      if (file.isPresent()) {
        return file;
      }
    }
    return isFolder(path) ? Optional.of(folder(path)) : Optional.empty();
  }

  /** The file of that path, or empty when there is none. */
  public Optional<RemoteEntry> file(VolumePath path) {
    Optional<RemoteEntry> found =
        exchange.run(
            Call.of("HEAD", url(FILES, path)),
            (answer, past) -> {
              if (answer.status() == 404) {
                return Optional.empty();
              }
              if (!answer.ok()) {
                throw RemoteFailures.refused(path, answer, "looking at");
              }
              return Optional.of(
                  new RemoteEntry(
                      path, false, answer.length(), modified(answer), answer.header("ETag")));
            });
    if (found.isPresent() && found.get().size() < 0 && path.parent().isPresent()) {
      // Some servers leave the length out of an answer without a body; the folder tells it.
      RemoteEntry without = found.get();
      return list(path.parent().get()).stream()
          .filter(entry -> entry.path().equals(path))
          .findFirst()
          .map(
              entry ->
                  new RemoteEntry(path, false, entry.size(), without.modified(), without.etag()))
          .or(() -> found);
    }
    return found;
  }

  /** Whether there is a folder of that path. */
  public boolean isFolder(VolumePath path) {
    return exchange.run(
        Call.of("HEAD", url(DIRECTORIES, path)),
        (answer, past) -> {
          if (!answer.ok() && answer.status() != 404) {
            throw RemoteFailures.refused(path, answer, "looking at");
          }
          return answer.ok();
        });
  }

  /**
   * What lies directly in a folder, sorted by name.
   *
   * @throws ForgeException NOT_FOUND when there is no folder
   */
  public List<RemoteEntry> list(VolumePath folder) {
    List<RemoteEntry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String token = "";
    do {
      String next = page(folder, token, entries);
      if (!next.isEmpty() && !seen.add(next)) {
        throw new ForgeException(
            ErrorKind.REMOTE,
            "listing-endless",
            "the listing of " + folder + " comes back to a page it had already",
            "run it again later");
      }
      token = next;
    } while (!token.isEmpty());
    entries.sort(java.util.Comparator.comparing(entry -> entry.path().name()));
    return entries;
  }

  private String page(VolumePath folder, String token, List<RemoteEntry> into) {
    String url = url(DIRECTORIES, folder);
    String query = token.isEmpty() ? "" : "?page_token=" + UrlText.queryPart(token);
    return exchange.run(
        Call.of("GET", url + query),
        (answer, past) -> {
          if (!answer.ok()) {
            throw RemoteFailures.refused(folder, answer, "listing");
          }
          JsonNode tree = Json.read(answer.text());
          List<RemoteEntry> found = new ArrayList<>();
          for (JsonNode item : tree.path("contents")) {
            found.add(entry(folder, item));
          }
          into.addAll(found); // only when the whole page was read
          return tree.path("next_page_token").asText("");
        });
  }

  private static RemoteEntry entry(VolumePath folder, JsonNode item) {
    String path = item.path("path").asText("");
    String name = item.path("name").asText("");
    if (name.isEmpty()) {
      String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
    boolean isFolder = item.path("is_directory").asBoolean(false);
    JsonNode modified = item.path("last_modified");
    return new RemoteEntry(
        folder.child(name),
        isFolder,
        isFolder ? -1 : item.path("file_size").asLong(0),
        modified.isNumber()
            ? Optional.of(Instant.ofEpochMilli(modified.asLong()))
            : Optional.empty(),
        Optional.empty());
  }

  /**
   * Reads a part of a file that was looked at before.
   *
   * @param length at least 1, and not beyond the file's end
   * @return false when the service gives whole files only; nothing was taken then
   * @throws ForgeException INPUT when the file is another by now, NOT_FOUND when it is gone
   */
  public boolean read(RemoteEntry file, long offset, long length, Sink sink) {
    VolumePath path = file.path();
    Call call =
        Call.of("GET", url(FILES, path))
            .with("Accept", BINARY)
            .with("Range", "bytes=" + offset + "-" + (offset + length - 1));
    if (file.modified().isPresent()) {
      call = call.with("If-Unmodified-Since", httpDate(file.modified().get()));
    }
    for (int look = 1; look <= LOOKS; look++) {
      Optional<Boolean> read = readOnce(call, file, offset, length, sink);
      if (read.isPresent()) {
        return read.get();
      }
      if (!file(path).filter(now -> sameVersion(file, now)).isPresent()) {
        break;
      }
    }
    throw RemoteFailures.changed(path);
  }

  /** Reads a range; empty when the service says that the file is another one. */
  private Optional<Boolean> readOnce(
      Call call, RemoteEntry file, long offset, long length, Sink sink) {
    VolumePath path = file.path();
    return exchange.run(
        call,
        (answer, past) -> {
          if (answer.status() == 412 || answer.status() == 416) {
            return Optional.empty();
          }
          if (!answer.ok()) {
            throw RemoteFailures.refused(path, answer, "reading");
          }
          checkVersion(file, answer);
          boolean part = answer.status() == 206;
          if (!part && (offset > 0 || length < file.size())) {
            return Optional.of(false);
          }
          if (part) {
            checkRange(answer, offset, length);
          }
          copy(path, answer.body(), length, sink.from(offset));
          return Optional.of(true);
        });
  }

  /** Whether a file is as it was when it was looked at before. */
  private static boolean sameVersion(RemoteEntry before, RemoteEntry now) {
    return before.size() == now.size()
        && !differ(before.etag(), now.etag())
        && !differ(
            before.modified().map(FilesApi::toSecond), now.modified().map(FilesApi::toSecond));
  }

  /** Whether these are the bytes that were asked for, and not others of the same number. */
  private static void checkRange(Answer answer, long offset, long length) throws IOException {
    String range = answer.header("Content-Range").orElse("no range");
    if (!range.strip().startsWith("bytes " + offset + "-" + (offset + length - 1) + "/")) {
      throw new IOException(
          "asked for " + length + " bytes from " + offset + ", the answer has " + range);
    }
  }

  /**
   * Reads a whole file.
   *
   * @param sink called again from 0 after a failure
   * @return how many bytes it has
   */
  public long readWhole(RemoteEntry file, Sink sink) {
    VolumePath path = file.path();
    return exchange.run(
        Call.of("GET", url(FILES, path)).with("Accept", BINARY),
        (answer, past) -> {
          if (!answer.ok()) {
            throw RemoteFailures.refused(path, answer, "reading");
          }
          checkVersion(file, answer);
          long announced = answer.length() < 0 ? file.size() : answer.length();
          return copy(path, answer.body(), announced, sink.from(0));
        });
  }

  /** Copies exactly so many bytes; any number when it is -1. */
  private static long copy(VolumePath path, InputStream from, long length, OutputStream to)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long count = 0;
    try (to) {
      int got;
      while ((got = from.read(buffer)) >= 0) {
        count += got;
        if (length >= 0 && count > length) {
          throw new IOException("more than the " + length + " bytes of the answer");
        }
        to.write(buffer, 0, got);
      }
    }
    if (length >= 0 && count < length) {
      throw new IOException("the answer ended after " + count + " of " + length + " bytes");
    }
    return count;
  }

  /** Whether an answer is about the file that was looked at. */
  private static void checkVersion(RemoteEntry file, Answer answer) {
    Optional<String> etag = answer.header("ETag");
    Optional<Instant> modified = modified(answer);
    Optional<Long> total = answer.header("Content-Range").flatMap(FilesApi::total);
    boolean other =
        differ(file.etag(), etag)
            || differ(file.modified().map(FilesApi::toSecond), modified.map(FilesApi::toSecond))
            || total.isPresent() && file.size() >= 0 && total.get() != file.size();
    if (other) {
      throw RemoteFailures.changed(file.path());
    }
  }

  private static <T> boolean differ(Optional<T> one, Optional<T> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private static Instant toSecond(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  private static Optional<Long> total(String contentRange) {
    String text = contentRange.substring(contentRange.lastIndexOf('/') + 1).strip();
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /**
   * Stores a file with one request.
   *
   * @throws ForgeException OUTPUT when there is a file and it may not be replaced, or when the
   *     folder is missing
   */
  public void write(VolumePath path, Call.Body body, boolean overwrite) {
    Call call =
        Call.of("PUT", url(FILES, path) + "?overwrite=" + overwrite)
            .with("Content-Type", BINARY)
            .with(body);
    boolean doubtful =
        exchange.run(
            call,
            (answer, past) -> {
              if (answer.ok()) {
                return false;
              }
              // An answer that was lost may have been a yes: then what is there may be ours.
              if (answer.status() == 409 && !overwrite && past.lost()) {
                return true;
              }
              throw writingRefused(path, answer);
            });
    if (doubtful && !holds(path, body)) {
      throw new ForgeException(
          ErrorKind.OUTPUT,
          "output-exists",
          path + " is there already",
          "pass --force to replace it, or name another output");
    }
  }

  private boolean holds(VolumePath path, Call.Body body) {
    Optional<RemoteEntry> stored = file(path);
    try {
      return stored.isPresent()
          && stored.get().size() == body.length()
          && Checksum.of(this, stored.get()).equals(Checksum.of(body.open()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The failure for a path where nothing is; asks whether at least its volume is there. */
  public ForgeException missing(VolumePath path) {
    return isFolder(path.volume())
        ? new ForgeException(
            ErrorKind.NOT_FOUND,
            "input-missing",
            path + ": there is no such file or folder",
            "check its name with pyforge databricks ls; letter case counts")
        : NoSuchVolume.of(path);
  }

  static ForgeException writingRefused(VolumePath path, Answer answer) {
    return answer.status() == 404
        ? folderMissing(path)
        : RemoteFailures.refused(path, answer, "writing");
  }

  static ForgeException folderMissing(VolumePath path) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-folder-missing",
        "the folder of " + path + " is not there",
        "check catalog, schema and volume with pyforge databricks volumes list");
  }

  /**
   * Makes a folder and those above it; no failure when it is there.
   *
   * @throws ForgeException OUTPUT when it, or one of those above it, is a file
   */
  public void makeFolder(VolumePath folder) {
    Optional<ForgeException> refused =
        exchange.run(
            Call.of("PUT", url(DIRECTORIES, folder)),
            (answer, past) -> {
              if (answer.status() == 409) {
                return Optional.of(needsFolder(folder));
              }
              if (answer.status() == 404) {
                // The folders above are made as well, so it can only be the volume.
                throw NoSuchVolume.of(folder);
              }
              if (!answer.ok()) {
                ForgeException failure = writingRefused(folder, answer);
                if (answer.status() == 400) {
                  return Optional.of(failure); // said of a file in the way as well
                }
                throw failure;
              }
              return Optional.empty();
            });
    if (refused.isPresent()) {
      throw fileInTheWay(folder).map(FilesApi::needsFolder).orElse(refused.get());
    }
  }

  private static ForgeException needsFolder(VolumePath file) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-not-folder",
        file + " is a file, and a folder is needed",
        "name another folder");
  }

  /** Which part of a path is a file, if one is. */
  private Optional<VolumePath> fileInTheWay(VolumePath folder) {
    try {
      for (VolumePath part : folder.belowVolume()) {
        if (file(part).isPresent()) {
          return Optional.of(part);
        }
      }
    } catch (ForgeException e) {
      // It only makes the message better: what was refused first is what the user hears of.
    }
    return Optional.empty();
  }

  /** Removes a file; false when it was not there. */
  public boolean deleteFile(VolumePath path) {
    return delete(FILES, path);
  }

  /** Removes an empty folder; false when it was not there. */
  public boolean deleteFolder(VolumePath folder) {
    return delete(DIRECTORIES, folder);
  }

  private boolean delete(String kind, VolumePath path) {
    return exchange.run(
        Call.of("DELETE", url(kind, path)),
        (answer, past) -> {
          if (answer.status() == 404) {
            return past.lost(); // an earlier request may have done it
          }
          if (!answer.ok()) {
            throw RemoteFailures.refused(path, answer, "removing");
          }
          return true;
        });
  }

  /**
   * Sends a JSON document about an upload and returns the JSON answer; empty when the workspace
   * does not know the upload.
   */
  Optional<JsonNode> post(String path, JsonNode document, VolumePath about) {
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    return exchange.run(
        Call.of("POST", signIn.host() + path)
            .with("Content-Type", "application/json")
            .with(new BytesBody(bytes)),
        (answer, past) -> {
          if (answer.status() == 404 || answer.status() == 400) {
            return Optional.empty();
          }
          if (!answer.ok()) {
            throw writingRefused(about, answer);
          }
          return Optional.of(Json.read(answer.text()));
        });
  }

  /** The calls that store a file in parts. */
  public PartsApi parts() {
    return new PartsApi(this);
  }

  Exchange exchange() {
    return exchange;
  }

  String url(String kind, VolumePath path) {
    return signIn.host() + kind + UrlText.path(path);
  }

  private static RemoteEntry folder(VolumePath path) {
    return new RemoteEntry(path, true, -1, Optional.empty(), Optional.empty());
  }

  private static Optional<Instant> modified(Answer answer) {
    return answer.header("Last-Modified").flatMap(FilesApi::instant);
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String httpDate(Instant time) {
    // Rounded up: a listing tells milliseconds, the header compares seconds.
    long second = time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    return HTTP_DATE.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
  }
}
