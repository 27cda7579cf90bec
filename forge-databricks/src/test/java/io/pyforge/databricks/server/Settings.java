package io.pyforge.databricks.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a test workspace behaves; start from {@link #usual()}.
 *
 * @param port of the workspace; 0 for any that is free. Its cloud storage takes any
 * @param tokens what a bearer may show; the first is that of {@link TestWorkspace#token()}
 * @param clientId of a service principal
 * @param clientSecret of the service principal
 * @param tokenLife how long a token lives that the service principal was given
 * @param latency before each request is looked at
 * @param bytesPerSecond of each connection and direction; 0 for no limit
 * @param pageSize the most entries of a page of a listing
 * @param folder where the bytes of files lie; null for a temporary one, deleted at the end
 * @param multipart what is offered for large files
 * @param largestPutBytes the most bytes of one PUT: 413 above it
 * @param smallestPartBytes the fewest bytes of a part that is not the last
 * @param longestStall how long a stalled answer waits for the client to give up
 */
public record Settings(
    int port,
    List<String> tokens,
    String clientId,
    String clientSecret,
    Duration tokenLife,
    Duration latency,
    long bytesPerSecond,
    int pageSize,
    @Nullable Path folder,
    Multipart multipart,
    long largestPutBytes,
    long smallestPartBytes,
    Duration longestStall) {
  private static final long GIB = 1024L * 1024 * 1024;
  private static final long MIB = 1024L * 1024;

  /** Checks the numbers. */
  public Settings {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a workspace needs a token");
    }
    if (bytesPerSecond < 0 || pageSize < 1) {
      throw new IllegalArgumentException("the rate is negative or a page has no entries");
    }
  }

  /** No latency, no limit, pages of 1000 entries, parts as on AWS. */
  public static Settings usual() {
    return new Settings(
        0,
        List.of("dapi-test-token"),
        "test-client",
        "test-client-secret",
        Duration.ofHours(1),
        Duration.ZERO,
        0,
        1000,
        null,
        Multipart.PARTS,
        5 * GIB,
        5 * MIB,
        Duration.ofSeconds(30));
  }

  /** The same values, open to change. */
  private static final class Draft {
    private int port;
    private List<String> tokens;
    private String clientId;
    private String clientSecret;
    private Duration tokenLife;
    private Duration latency;
    private long bytesPerSecond;
    private int pageSize;
    private @Nullable Path folder;
    private Multipart multipart;
    private long largestPutBytes;
    private long smallestPartBytes;
    private Duration longestStall;

    Draft(Settings from) {
      port = from.port;
      tokens = from.tokens;
      clientId = from.clientId;
      clientSecret = from.clientSecret;
      tokenLife = from.tokenLife;
      latency = from.latency;
      bytesPerSecond = from.bytesPerSecond;
      pageSize = from.pageSize;
      folder = from.folder;
      multipart = from.multipart;
      largestPutBytes = from.largestPutBytes;
      smallestPartBytes = from.smallestPartBytes;
      longestStall = from.longestStall;
    }

    Settings settings() {
      return new Settings(
          port,
          tokens,
          clientId,
          clientSecret,
          tokenLife,
          latency,
          bytesPerSecond,
          pageSize,
          folder,
          multipart,
          largestPutBytes,
          smallestPartBytes,
          longestStall);
    }
  }

  private Settings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Another port. */
  public Settings withPort(int other) {
    return with(draft -> draft.port = other);
  }

  /** Another token. */
  public Settings withToken(String other) {
    return with(draft -> draft.tokens = List.of(other));
  }

  /** Tokens of the service principal that live for another time. */
  public Settings withTokenLife(Duration other) {
    return with(draft -> draft.tokenLife = other);
  }

  /** Another latency. */
  public Settings withLatency(Duration other) {
    return with(draft -> draft.latency = other);
  }

  /** Another rate. */
  public Settings withBytesPerSecond(long other) {
    return with(draft -> draft.bytesPerSecond = other);
  }

  /** Other pages. */
  public Settings withPageSize(int other) {
    return with(draft -> draft.pageSize = other);
  }

  /** A folder that is kept. */
  public Settings withFolder(Path other) {
    return with(draft -> draft.folder = other);
  }

  /** Another offer for large files. */
  public Settings withMultipart(Multipart other) {
    return with(draft -> draft.multipart = other);
  }

  /** Shorter or longer stalls. */
  public Settings withLongestStall(Duration other) {
    return with(draft -> draft.longestStall = other);
  }

  /** Other limits of sizes. */
  public Settings withSizes(long largestPut, long smallestPart) {
    return with(
        draft -> {
          draft.largestPutBytes = largestPut;
          draft.smallestPartBytes = smallestPart;
        });
  }
}
