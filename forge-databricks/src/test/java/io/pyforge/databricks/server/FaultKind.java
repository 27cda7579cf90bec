package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.Operation.FILE_DELETE;
import static io.pyforge.databricks.server.Operation.FILE_GET;
import static io.pyforge.databricks.server.Operation.FILE_HEAD;
import static io.pyforge.databricks.server.Operation.FILE_PUT;
import static io.pyforge.databricks.server.Operation.FILE_RANGE;
import static io.pyforge.databricks.server.Operation.FOLDER_DELETE;
import static io.pyforge.databricks.server.Operation.FOLDER_LIST;
import static io.pyforge.databricks.server.Operation.FOLDER_PUT;
import static io.pyforge.databricks.server.Operation.OTHER;
import static io.pyforge.databricks.server.Operation.STORAGE_GET;
import static io.pyforge.databricks.server.Operation.STORAGE_PUT;
import static io.pyforge.databricks.server.Operation.TRANSFER_STEP;

import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.server.http.HttpDates;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ways in which requests go wrong at random; {@link Fault} has the same to choose exactly. */
public enum FaultKind {
  /** 429, come back in a second. */
  RETRY_AFTER_SECONDS(true, most(), r -> Fault.status(429).withHeader("Retry-After", "1")),
  /** 429, come back at a time soon. */
  RETRY_AFTER_DATE(
      true,
      most(),
      r ->
          Fault.status(429)
              .withHeader("Retry-After", HttpDates.text(Instant.now().plusSeconds(2)))),
  /** 503, come back at a time long past. */
  RETRY_AFTER_PAST_DATE(
      true,
      most(),
      r -> Fault.status(503).withHeader("Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT")),
  /** 503, come back, but nobody knows when. */
  RETRY_AFTER_GARBAGE(true, most(), r -> Fault.status(503).withHeader("Retry-After", "soon")),
  /** 429, come back tomorrow. */
  RETRY_AFTER_A_DAY(true, most(), r -> Fault.status(429).withHeader("Retry-After", "86400")),
  /** 500, at times after the effect. */
  INTERNAL_ERROR(true, most(), r -> maybeAfter(Fault.status(500), r)),
  /** 502 with a page of a proxy. */
  HTML_BODY(
      true,
      most(),
      r ->
          maybeAfter(
              Fault.answer(
                  502,
                  "text/html; charset=utf-8",
                  "<html><head><title>502 Bad Gateway</title></head></html>"),
              r)),
  /** 503, at times after the effect. */
  UNAVAILABLE(true, most(), r -> maybeAfter(Fault.status(503), r)),
  /** 504, at times after the effect. */
  GATEWAY_TIMEOUT(true, most(), r -> maybeAfter(Fault.status(504), r)),
  /** 408. */
  REQUEST_TIMEOUT(true, most(), r -> Fault.status(408)),
  /** 500 with JSON that has no error_code. */
  JSON_WITHOUT_ERROR_CODE(
      true, most(), r -> Fault.answer(500, "application/json", "{\"message\":\"try again\"}")),
  /** 503 with nothing, not even a Content-Type. */
  BARE_ERROR(true, most(), r -> Fault.answer(503, "", "")),
  /** The token is rotated; who asks for the token anew gets one that works. */
  TOKEN_EXPIRED(true, workspace(), r -> Fault.tokenExpired()),
  /** A success without Content-Type. */
  NO_CONTENT_TYPE(true, EnumSet.of(FILE_GET, FILE_RANGE), r -> Fault.noContentType()),
  /** Bytes that claim to be JSON. */
  JSON_CONTENT_TYPE(
      true, EnumSet.of(FILE_GET, FILE_RANGE), r -> Fault.contentType("application/json")),
  /** Everything right a little later. */
  DELAY(true, most(), r -> Fault.delay(Duration.ofMillis(20 + r.nextInt(80)))),
  /** Everything right bit by bit. */
  TRICKLE(true, downloads(), r -> Fault.trickle(20, Duration.ofMillis(5))),
  /** No answer, until the client gives up. */
  STALL(true, most(), r -> maybeAfter(Fault.stall(), r)),
  /** An answer that stops in the middle, until the client gives up. */
  STALL_IN_BODY(true, downloads(), r -> Fault.cutAtShare(End.STALLED, r.nextDouble())),
  /** A reset instead of an answer, at times after the effect. */
  RESET(true, most(), r -> maybeAfter(Fault.reset(), r)),
  /** An end instead of an answer, at times after the effect. */
  CLOSED(true, most(), r -> maybeAfter(Fault.closed(), r)),
  /** A reset in the middle of the answer. */
  RESET_IN_BODY(true, downloads(), r -> Fault.cutAtShare(End.RESET, r.nextDouble())),
  /** An end in the middle of the answer. */
  CLOSED_IN_BODY(true, downloads(), r -> Fault.cutAtShare(End.CLOSED, r.nextDouble())),
  /** Chunks that end in the middle. */
  CHUNKS_CUT(true, downloads(), r -> Fault.cutChunked(r.nextDouble())),
  /** A reset while the request's body comes. */
  RESET_DURING_UPLOAD(
      true,
      EnumSet.of(FILE_PUT, STORAGE_PUT),
      r -> Fault.resetDuringUpload(r.nextInt(1024 * 1024))),
  /** Everything right, but its length is not told. */
  CHUNKED(true, EnumSet.of(FILE_GET, FOLDER_LIST), r -> Fault.chunked()),
  /** HEAD without Content-Length. */
  NO_LENGTH_ON_HEAD(true, EnumSet.of(FILE_HEAD), r -> Fault.noLength()),
  /** The whole file for a part of it. */
  RANGE_IGNORED(true, EnumSet.of(FILE_RANGE), r -> Fault.rangeIgnored()),
  /** 412: the file is another one. */
  FILE_CHANGED(true, EnumSet.of(FILE_RANGE), r -> Fault.fileChanged()),
  /** An empty page, more to come. */
  EMPTY_PAGE(true, EnumSet.of(FOLDER_LIST), r -> Fault.emptyPage()),
  /** The signed address is too old. */
  URL_EXPIRED(true, EnumSet.of(STORAGE_GET, STORAGE_PUT), r -> Fault.urlExpired(r.nextBoolean())),

  /** 501. */
  NOT_IMPLEMENTED(false, most(), r -> Fault.status(501)),
  /** 403. */
  FORBIDDEN(false, most(), r -> Fault.status(403)),
  /** 404 for what is there. */
  NOT_FOUND(
      false, EnumSet.of(FILE_HEAD, FILE_GET, FILE_RANGE, FOLDER_LIST), r -> Fault.status(404)),
  /** No room any more. */
  QUOTA(false, EnumSet.of(FILE_PUT, FOLDER_PUT, TRANSFER_STEP), r -> Fault.quota()),
  /** HEAD with a length that is wrong. */
  WRONG_LENGTH_ON_HEAD(false, EnumSet.of(FILE_HEAD), r -> Fault.wrongLength(1 + r.nextInt(9))),
  /** A page that leads to itself. */
  REPEATED_PAGE_TOKEN(false, EnumSet.of(FOLDER_LIST), r -> Fault.repeatedPageToken());

  private final boolean survivable;
  private final Set<Operation> operations;
  private final Function<Random, Fault> maker;

  FaultKind(boolean survivable, Set<Operation> operations, Function<Random, Fault> maker) {
    this.survivable = survivable;
    this.operations = operations;
    this.maker = maker;
  }

  /** Those that a careful client gets over: they pass, or do no harm. */
  public static Set<FaultKind> survivable() {
    return Arrays.stream(values()).filter(kind -> kind.survivable).collect(Collectors.toSet());
  }

  boolean fits(Operation operation) {
    return operations.contains(operation);
  }

  Fault make(Random random) {
    return maker.apply(random);
  }

  private static Set<Operation> most() {
    return EnumSet.complementOf(EnumSet.of(OTHER));
  }

  private static Set<Operation> workspace() {
    return EnumSet.of(
        FILE_HEAD,
        FILE_GET,
        FILE_RANGE,
        FILE_PUT,
        FILE_DELETE,
        FOLDER_LIST,
        FOLDER_PUT,
        FOLDER_DELETE,
        TRANSFER_STEP);
  }

  private static Set<Operation> downloads() {
    return EnumSet.of(FILE_GET, FILE_RANGE, STORAGE_GET, FOLDER_LIST);
  }

  private static Fault maybeAfter(Fault fault, Random random) {
    return random.nextBoolean() ? fault.afterEffect() : fault;
  }
}
