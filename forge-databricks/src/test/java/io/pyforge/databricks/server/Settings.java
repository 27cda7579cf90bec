package io.pyforge.databricks.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** Another port. */
  public Settings withPort(int other) {
    return new Settings(
        other,
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

  /** Another token. */
  public Settings withToken(String other) {
    return new Settings(
        port,
        List.of(other),
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

  /** Tokens of the service principal that live for another time. */
  public Settings withTokenLife(Duration other) {
    return new Settings(
        port,
        tokens,
        clientId,
        clientSecret,
        other,
        latency,
        bytesPerSecond,
        pageSize,
        folder,
        multipart,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** Another latency. */
  public Settings withLatency(Duration other) {
    return new Settings(
        port,
        tokens,
        clientId,
        clientSecret,
        tokenLife,
        other,
        bytesPerSecond,
        pageSize,
        folder,
        multipart,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** Another rate. */
  public Settings withBytesPerSecond(long other) {
    return new Settings(
        port,
        tokens,
        clientId,
        clientSecret,
        tokenLife,
        latency,
        other,
        pageSize,
        folder,
        multipart,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** Other pages. */
  public Settings withPageSize(int other) {
    return new Settings(
        port,
        tokens,
        clientId,
        clientSecret,
        tokenLife,
        latency,
        bytesPerSecond,
        other,
        folder,
        multipart,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** A folder that is kept. */
  public Settings withFolder(Path other) {
    return new Settings(
        port,
        tokens,
        clientId,
        clientSecret,
        tokenLife,
        latency,
        bytesPerSecond,
        pageSize,
        other,
        multipart,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** Another offer for large files. */
  public Settings withMultipart(Multipart other) {
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
        other,
        largestPutBytes,
        smallestPartBytes,
        longestStall);
  }

  /** Other limits of sizes. */
  public Settings withSizes(long otherLargestPutBytes, long otherSmallestPartBytes) {
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
        otherLargestPutBytes,
        otherSmallestPartBytes,
        longestStall);
  }

  /** Shorter or longer stalls. */
  public Settings withLongestStall(Duration other) {
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
        other);
  }
}
