package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.server.http.HttpListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A Databricks workspace for tests, on the loopback address: what a client of files in volumes
 * needs of it, with the statuses, headers and errors of the real one, and stricter than that.
 *
 * <pre>{@code
 * try (TestWorkspace workspace = TestWorkspace.start()) {
 *   workspace.makeVolume("main", "raw", "in");
 *   workspace.put("/Volumes/main/raw/in/a.csv", bytes);
 *   ... // a client with workspace.url() and workspace.token()
 * }
 * }</pre>
 *
 * <p>What no correct client does (an unknown route or parameter, a badly encoded path, a request
 * without a token, a token shown to the cloud storage) is refused and recorded as a violation;
 * {@link #close()} fails if there is one that was not taken by {@link #takeViolations()}.
 *
 * <p>Paths are names, not encoded: {@code /Volumes/main/raw/in/100%.csv}. A file that is put over
 * another one is at least a second younger.
 */
public final class TestWorkspace implements AutoCloseable {
  private final Settings settings;
  private final Path folder;
  private final boolean ownFolder;
  private final Tokens tokens;
  private final Permissions permissions = new Permissions();
  private final Violations violations = new Violations();
  private final Faults faults = new Faults();
  private final Recording requests = new Recording(Side.WORKSPACE);
  private final Recording storageRequests = new Recording(Side.STORAGE);
  private final UploadSessions sessions = new UploadSessions();
  private final SignedAddresses addresses = new SignedAddresses(this::storageUrl);
  private final StoredTree tree = new StoredTree();
  private final BlobStore blobs;
  private final HttpListener storage;
  private final HttpListener listener;

  private TestWorkspace(Settings settings) throws IOException {
    this.settings = settings;
    Path given = settings.folder();
    ownFolder = given == null;
    folder = given == null ? Files.createTempDirectory("test-workspace") : given;
    Files.createDirectories(folder);
    blobs = new BlobStore(folder);
    tokens = new Tokens(settings.tokens());
    WorkspaceFront front =
        new WorkspaceFront(
            tokens,
            new IdentityEndpoint(tokens, settings),
            new FilesEndpoint(tree, blobs, permissions, settings.largestPutBytes()),
            new DirectoriesEndpoint(tree, permissions, settings.pageSize()),
            new VolumesEndpoint(tree, settings.pageSize()),
            new TransfersEndpoint(
                tree, blobs, permissions, sessions, addresses, violations, settings),
            this::totals,
            this::url);
    CloudStorage cloud =
        new CloudStorage(tree, blobs, sessions, addresses, violations, settings.multipart());
    storage =
        listen(
            0, handler(Side.STORAGE, cloud, storageRequests, Refusal::xmlAnswer), "test-storage");
    listener =
        listen(
            settings.port(),
            handler(Side.WORKSPACE, front, requests, Refusal::answer),
            "test-workspace");
  }

  private SiteHandler handler(
      Side side, Site site, Recording recording, Function<Refusal, Answer> refusals) {
    return new SiteHandler(
        side, site, recording, violations, refusals, settings.latency(), faults, tokens);
  }

  private HttpListener listen(int port, SiteHandler handler, String name) throws IOException {
    return HttpListener.start(
        port, handler, settings.bytesPerSecond(), settings.longestStall(), name);
  }

  /** A workspace with usual settings. */
  public static TestWorkspace start() throws IOException {
    return start(Settings.usual());
  }

  /** A workspace with settings of one's own. */
  public static TestWorkspace start(Settings settings) throws IOException {
    return new TestWorkspace(settings);
  }

  /** {@code http://127.0.0.1:port}, without a slash at its end. */
  public String url() {
    return listener.url();
  }

  /** Where the cloud storage listens; clients learn addresses there from the workspace. */
  public String storageUrl() {
    return storage.url();
  }

  /** A token that works now. */
  public String token() {
    return tokens.current();
  }

  /** Lets no token work any more but a new one, which {@link #token()} gives from now on. */
  public String rotateToken() {
    return tokens.rotate();
  }

  /** Lets no token work any more; a service principal may still ask for a new one. */
  public void expireTokens() {
    tokens.expireAll();
  }

  /** Makes a schema in which volumes may be made. */
  public void makeSchema(String catalog, String schema) {
    tree.makeSchema(catalog, schema);
  }

  /** Makes a managed volume, and its schema. */
  public void makeVolume(String catalog, String schema, String name) {
    tree.makeSchema(catalog, schema);
    tree.addVolume(VolumesEndpoint.volume(catalog, schema, name, "MANAGED", "", ""));
  }

  /** Makes a folder and those it lies in. */
  public void makeFolder(String path) {
    try {
      tree.makeFolder(FilePath.parse(path));
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Puts a file there, and the folders it lies in; another one of its name makes room. */
  public void put(String path, byte[] bytes) throws IOException {
    put(path, new ByteArrayInputStream(bytes), Optional.empty());
  }

  /** Puts a file there with a date of one's own. */
  public void put(String path, byte[] bytes, Instant lastModified) throws IOException {
    put(path, new ByteArrayInputStream(bytes), Optional.of(lastModified));
  }

  /** Puts a large file there. */
  public void put(String path, InputStream bytes) throws IOException {
    put(path, bytes, Optional.empty());
  }

  private void put(String path, InputStream bytes, Optional<Instant> lastModified)
      throws IOException {
    try {
      FilePath place = FilePath.parse(path);
      tree.makeFolder(place.parent());
      tree.put(place, blobs.receive(bytes), true, lastModified.orElse(null));
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The bytes of a file. */
  public byte[] get(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Content content = open(path)) {
      content.writeTo(Channels.newChannel(bytes), 0, content.length());
    }
    return bytes.toByteArray();
  }

  /** The size of a file in bytes. */
  public long size(String path) throws IOException {
    try (Content content = open(path)) {
      return content.length();
    }
  }

  /** Opens a large file; the caller closes it. */
  public Content open(String path) throws IOException {
    try {
      return tree.open(FilePath.parse(path))
          .orElseThrow(() -> new IllegalArgumentException("there is no file " + path))
          .content();
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whether there is a file or a folder. */
  public boolean exists(String path) {
    try {
      FilePath place = FilePath.parse(path);
      return tree.isFolder(place) || tree.file(place).isPresent();
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The paths of all files, volume by volume, files of a folder before those of folders in it. */
  public List<String> paths() {
    return tree.paths();
  }

  /** Forbids to read or to write a path and what lies in it. */
  public void deny(String path, Access access) {
    permissions.deny(path, access);
  }

  /** Forbids nothing any more. */
  public void allowAll() {
    permissions.clear();
  }

  /** What the workspace was asked. */
  public Recording requests() {
    return requests;
  }

  /** What the cloud storage was asked. */
  public Recording storageRequests() {
    return storageRequests;
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** How many uploads in parts were begun and neither completed nor aborted. */
  public int openUploads() {
    return sessions.count();
  }

  /** Tokens, signatures and session tokens: texts that no log and no message may hold. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>(tokens.everKnown());
    secrets.add(settings.clientSecret());
    secrets.addAll(addresses.signatures());
    secrets.addAll(sessions.tokens());
    return secrets;
  }

  /** What was done that no correct client does. */
  public List<String> violations() {
    return violations.all();
  }

  /** Hands the violations out and forgets them. */
  public List<String> takeViolations() {
    return violations.take();
  }

  /**
   * Fails if there was a violation.
   *
   * @throws AssertionError that names all
   */
  public void assertNoViolations() {
    if (!violations.all().isEmpty()) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%d violations of the protocol:%n%s",
              violations.all().size(),
              String.join(System.lineSeparator(), violations.all())));
    }
  }

  /** {@code GET /__test/totals}: figures for a test that runs in another process. */
  private Answer totals() {
    ObjectNode answer = Json.object();
    totals(answer.putObject("workspace"), requests);
    totals(answer.putObject("storage"), storageRequests);
    var list = answer.putArray("violations");
    violations.all().forEach(list::add);
    return Json.answer(200, answer);
  }

  private static void totals(ObjectNode target, Recording recording) {
    target.put("requests", recording.count());
    target.put("received_bytes", recording.receivedBytes());
    target.put("sent_bytes", recording.sentBytes());
    target.put("most_in_flight", recording.mostInFlight());
  }

  /**
   * Ends every connection and deletes what is stored in a folder of its own.
   *
   * @throws AssertionError if there was a violation
   */
  @Override
  public void close() throws IOException {
    listener.close();
    storage.close();
    if (ownFolder) {
      try (Stream<Path> stored = Files.list(folder)) {
        for (Path file : stored.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
    assertNoViolations();
  }
}
