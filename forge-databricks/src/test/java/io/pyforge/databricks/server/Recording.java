package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Headers;
import io.pyforge.databricks.server.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has seen, in the order in which the heads of requests came. A request is listed
 * from its first moment; what it answered is known before its client knows.
 */
public final class Recording {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Side side;
  private final List<Entry> entries = new ArrayList<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong sentBytes = new AtomicLong();

  Recording(Side side) {
    this.side = side;
  }

  /** One request, filled while it is served. */
  final class Entry {
    private final HttpRequest request;
    private final Headers headers;
    private final boolean authorized;
    private final @Nullable String token;
    private final long startedNanos = System.nanoTime();
    private boolean flying = true;
    private long bodyBytes;
    private String bodySha256 = "";
    private boolean bodyComplete;
    private int status;
    private long sent;
    private @Nullable String fault;

    private Entry(HttpRequest request) {
      this.request = request;
      this.headers = request.headers().without("Authorization");
      this.authorized = request.headers().has("Authorization");
      this.token = Tokens.bearer(request.headers()).orElse(null);
    }

    synchronized void faulted(String name) {
      fault = name;
    }

    synchronized void answering(int answered, long bytes, String sha256, boolean complete) {
      status = answered;
      bodyBytes = bytes;
      bodySha256 = sha256;
      bodyComplete = complete;
      receivedBytes.addAndGet(bytes);
    }

    /** The answer is over, or as good as over. */
    synchronized void landed(long bytes) {
      if (flying) {
        flying = false;
        inFlight.decrementAndGet();
      }
      sentBytes.addAndGet(bytes - sent);
      sent = bytes;
    }

    private synchronized RecordedRequest snapshot() {
      return new RecordedRequest(
          side,
          request.method(),
          request.rawPath(),
          request.rawQuery(),
          headers,
          authorized,
          token,
          bodyBytes,
          bodySha256,
          bodyComplete,
          status,
          sent,
          fault,
          startedNanos);
    }
  }

  Entry begin(HttpRequest request) {
    Entry entry = new Entry(request);
    synchronized (entries) {
      entries.add(entry);
    }
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    return entry;
  }

  /** Every request since the last {@link #reset()}. */
  public List<RecordedRequest> all() {
    synchronized (entries) {
      return entries.stream().map(Entry::snapshot).toList();
    }
  }

  /** The requests of a method whose encoded path starts so. */
  public List<RecordedRequest> of(String method, String rawPathStart) {
    return all().stream()
        .filter(r -> r.method().equals(method) && r.rawPath().startsWith(rawPathStart))
        .toList();
  }

  /** How many requests there were. */
  public int count() {
    synchronized (entries) {
      return entries.size();
    }
  }

  /** The most requests that were served at one time: from their heads to their answers' end. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  /** The most requests whose heads came within any one second. */
  public int mostPerSecond() {
    long[] starts = all().stream().mapToLong(RecordedRequest::startedNanos).sorted().toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < starts.length; last++) {
      while (starts[last] - starts[first] >= NANOS_PER_SECOND) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** How many are being served now. */
  public int inFlight() {
    return inFlight.get();
  }

  /** The bytes of all requests' bodies that are over. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /** The bytes of all answers' bodies that are over. */
  public long sentBytes() {
    return sentBytes.get();
  }

  /** Forgets all requests and counts. */
  public void reset() {
    synchronized (entries) {
      entries.clear();
    }
    mostInFlight.set(inFlight.get());
    receivedBytes.set(0);
    sentBytes.set(0);
  }
}
