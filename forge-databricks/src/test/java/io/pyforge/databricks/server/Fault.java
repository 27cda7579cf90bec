package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.server.http.Delivery;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.server.http.Delivery.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * One way in which a request goes wrong. Those that answer something else do so instead of what was
 * asked, or, with {@link #afterEffect()}, once it was done.
 */
public final class Fault {
  private interface Change {
    Answer apply(FaultCall call) throws IOException;
  }

  private static final int PIECE_BYTES = 64 * 1024;

  private final String name;
  private final boolean instead;
  private final boolean effect;
  private final Change change;

  private Fault(String name, boolean instead, boolean effect, Change change) {
    this.name = name;
    this.instead = instead;
    this.effect = effect;
    this.change = change;
  }

  /** An error with the body that a service sends with it: JSON, or XML from the cloud storage. */
  public static Fault status(int status) {
    return new Fault(
        "status " + status, true, false, call -> StandardErrors.answer(call.side(), status));
  }

  /** An answer of one's own; no Content-Type if {@code contentType} is empty. */
  public static Fault answer(int status, String contentType, String body) {
    return new Fault(
        "answer " + status,
        true,
        false,
        call -> {
          Answer answer = Answer.of(status, contentType, Content.of(body));
          return contentType.isEmpty() ? answer.without("Content-Type") : answer;
        });
  }

  /** RESOURCE_EXHAUSTED: there is no room, and waiting does not help. */
  public static Fault quota() {
    return new Fault("quota", true, false, call -> StandardErrors.quota());
  }

  /** The token does not work any more, for this request and all that follow. */
  public static Fault tokenExpired() {
    return new Fault(
        "token expired",
        true,
        false,
        call -> {
          call.expireToken();
          return StandardErrors.answer(call.side(), 401);
        });
  }

  /** The signed address is too old, as AWS or as Azure says it. */
  public static Fault urlExpired(boolean azure) {
    return new Fault("url expired", true, false, call -> StandardErrors.urlExpired(azure));
  }

  /** The file is another one than before (412). */
  public static Fault fileChanged() {
    return new Fault(
        "file changed",
        true,
        false,
        call -> Refusal.answer(412, "FAILED_PRECONDITION", "The file was changed meanwhile.", ""));
  }

  /** The connection is reset, nothing is answered. */
  public static Fault reset() {
    return new Fault("reset", true, false, call -> Answer.none(End.RESET));
  }

  /** The connection is closed in order, nothing is answered. */
  public static Fault closed() {
    return new Fault("closed", true, false, call -> Answer.none(End.CLOSED));
  }

  /** Nothing is answered, until the client gives up. */
  public static Fault stall() {
    return new Fault("stall", true, false, call -> Answer.none(End.STALLED));
  }

  /** The connection is reset while the body of the request still comes. */
  public static Fault resetDuringUpload(long afterBytes) {
    return new Fault(
        "reset during upload",
        false,
        false,
        call -> {
          byte[] piece = new byte[PIECE_BYTES];
          long left = afterBytes;
          while (left > 0) {
            int read = call.request().body().read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
              break;
            }
            left -= read;
          }
          return Answer.none(End.RESET);
        });
  }

  /** Everything is right, but late. */
  public static Fault delay(Duration duration) {
    return new Fault(
        "delay",
        false,
        false,
        call -> {
          try {
            Thread.sleep(duration.toMillis());
          } catch (InterruptedException e) {
            throw new InterruptedIOException("the listener closes");
          }
          return call.real();
        });
  }

  /** The body comes in pieces, with pauses between them. */
  public static Fault trickle(int pieces, Duration pause) {
    return delivered("trickle", delivery -> delivery.trickled(pieces, pause));
  }

  /** The body is broken off: closed, reset or stalled, though Content-Length promised more. */
  public static Fault cut(End end, long afterBytes) {
    return cut(end, length -> afterBytes);
  }

  /** The body is broken off at a share of its length, from 0 to 1. */
  public static Fault cutAtShare(End end, double share) {
    return cut(end, length -> (long) (length * share));
  }

  private static Fault cut(End end, LongUnaryOperator position) {
    return changed(
        "body " + end,
        answer -> {
          long length = answer.content().length();
          // An empty body is over with its head: nobody would know that more is to be waited for.
          return length == 0 && end == End.STALLED
              ? answer
              : answer.delivered(answer.delivery().ending(end, position.applyAsLong(length)));
        });
  }

  /** The body comes in chunks and is closed at a share of its length, from 0 to 1. */
  public static Fault cutChunked(double share) {
    return changed(
        "chunks cut",
        answer ->
            answer.delivered(
                answer
                    .delivery()
                    .framed(Framing.CHUNKED)
                    .ending(End.CLOSED, (long) (answer.content().length() * share))));
  }

  /** The body comes whole in chunks, its length is not told. */
  public static Fault chunked() {
    return delivered("chunked", delivery -> delivery.framed(Framing.CHUNKED));
  }

  /** No Content-Length; a body ends with its connection. */
  public static Fault noLength() {
    return delivered("no length", delivery -> delivery.framed(Framing.NONE));
  }

  /** Content-Length is off; for HEAD, where nothing else shows it. */
  public static Fault wrongLength(long offset) {
    return changed(
        "wrong length",
        answer ->
            answer.delivered(
                answer.delivery().declaring(Math.max(0, answer.content().length() + offset))));
  }

  /** The answer without Content-Type. */
  public static Fault noContentType() {
    return changed("no content type", answer -> answer.without("Content-Type"));
  }

  /** The answer with another Content-Type. */
  public static Fault contentType(String type) {
    return changed("content type " + type, answer -> answer.with("Content-Type", type));
  }

  /** The whole file with 200 for a part of it. */
  public static Fault rangeIgnored() {
    return new Fault("range ignored", false, false, call -> call.realWithout("Range"));
  }

  /** An empty page that says there are more. */
  public static Fault emptyPage() {
    return page(
        "empty page",
        (asked, page) -> {
          page.putArray("contents");
          page.put("next_page_token", new PageToken(PageToken.parse(asked).after()).text());
        });
  }

  /** A page that leads to itself; the first page, which no token led to, stays as it is. */
  public static Fault repeatedPageToken() {
    return page(
        "repeated page token",
        (asked, page) -> {
          if (!asked.isEmpty()) {
            page.put("next_page_token", asked);
          }
        });
  }

  private interface PageChange {
    void apply(String askedToken, ObjectNode page) throws Refusal;
  }

  private static Fault page(String name, PageChange change) {
    return new Fault(
        name,
        false,
        false,
        call -> {
          Answer answer = call.real();
          if (answer.status() != 200) {
            return answer;
          }
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          answer.content().writeTo(Channels.newChannel(body), 0, answer.content().length());
          answer.discard();
          JsonNode page = Json.parse(body.toByteArray());
          try {
            String asked = Query.parse(call.request().rawQuery()).value("page_token").orElse("");
            change.apply(asked, (ObjectNode) page);
          } catch (Refusal e) {
            throw new IllegalStateException("the token was read before", e);
          }
          return Json.answer(200, page);
        });
  }

  private static Fault delivered(String name, UnaryOperator<Delivery> change) {
    return changed(name, answer -> answer.delivered(change.apply(answer.delivery())));
  }

  /** Changes answers that say yes. */
  private static Fault changed(String name, UnaryOperator<Answer> change) {
    return new Fault(
        name,
        false,
        false,
        call -> {
          Answer answer = call.real();
          return answer.status() < 300 ? change.apply(answer) : answer;
        });
  }

  /** The same, with a header more in the answer. */
  public Fault withHeader(String header, String value) {
    return new Fault(
        name + ", " + header + " " + value,
        instead,
        effect,
        call -> change.apply(call).with(header, value));
  }

  /** The same, but what was asked is done first. */
  public Fault afterEffect() {
    if (!instead) {
      throw new IllegalStateException("'" + name + "' has no answer of its own");
    }
    return new Fault(name + " after effect", true, true, change);
  }

  Answer apply(FaultCall call) throws IOException {
    if (effect) {
      call.real().discard();
    } else if (instead && !call.request().headers().has("Expect")) {
      call.request().body().drain();
    }
    return change.apply(call);
  }

  /** A word or two for records. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
