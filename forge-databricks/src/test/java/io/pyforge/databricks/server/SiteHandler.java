package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Exchange;
import io.pyforge.databricks.server.http.HttpHandler;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Puts latency, faults and the recording around a site, and makes answers of its refusals. */
final class SiteHandler implements HttpHandler {
  private final Side side;
  private final Site site;
  private final Recording recording;
  private final Violations violations;
  private final Function<Refusal, Answer> refusals;
  private final Duration latency;
  private final Faults faults;
  private final Tokens tokens;

  SiteHandler(
      Side side,
      Site site,
      Recording recording,
      Violations violations,
      Function<Refusal, Answer> refusals,
      Duration latency,
      Faults faults,
      Tokens tokens) {
    this.side = side;
    this.site = site;
    this.recording = recording;
    this.violations = violations;
    this.refusals = refusals;
    this.latency = latency;
    this.faults = faults;
    this.tokens = tokens;
  }

  @Override
  public Exchange begin(HttpRequest request) {
    Recording.Entry entry = recording.begin(request);
    return new Exchange() {
      @Override
      public Answer answer() throws IOException {
        sleep();
        Optional<Fault> fault = faults.next(side, request);
        if (fault.isEmpty()) {
          return real(request);
        }
        entry.faulted(fault.get().name());
        try {
          return fault.get().apply(call(request, fault.get()));
        } catch (RuntimeException e) {
          throw failed(request, e);
        }
      }

      @Override
      public void answering(int status, long bytes, String sha256, boolean complete) {
        entry.answering(status, bytes, sha256, complete);
      }

      @Override
      public void lastBytes() {
        entry.landed();
      }

      @Override
      public void ended(long sentBytes) {
        entry.ended(sentBytes);
      }
    };
  }

  private FaultCall call(HttpRequest request, Fault fault) {
    return new FaultCall() {
      @Override
      public HttpRequest request() {
        return request;
      }

      @Override
      public Side side() {
        return side;
      }

      @Override
      public Answer real() throws IOException {
        return SiteHandler.this.real(fault.hidesRange() ? request.without("Range") : request);
      }

      @Override
      public void expireToken() {
        Tokens.bearer(request.headers()).ifPresent(tokens::expire);
      }
    };
  }

  private void sleep() throws InterruptedIOException {
    if (!latency.isZero()) {
      try {
        Thread.sleep(latency.toMillis());
      } catch (InterruptedException e) {
        throw new InterruptedIOException("the listener closes");
      }
    }
  }

  private Answer real(HttpRequest request) throws IOException {
    Answer answer;
    try {
      answer = site.answer(request);
    } catch (Refusal refusal) {
      if (refusal.isViolation()) {
        violations.add(describe(request) + ": " + refusal.getMessage());
      }
      answer = refusals.apply(refusal);
    } catch (RuntimeException e) {
      throw failed(request, e);
    }
    if (request.method().equals("HEAD") && answer.status() >= 400) {
      answer.discard();
      return Answer.of(answer.status());
    }
    return answer;
  }

  private IOException failed(HttpRequest request, RuntimeException cause) {
    violations.add(describe(request) + ": the test server failed: " + cause);
    return new IOException("the test server failed", cause);
  }

  private String describe(HttpRequest request) {
    return side + " " + request.method() + " " + request.rawPath();
  }

  @Override
  public void malformed(String problem) {
    violations.add(side + ": " + problem);
  }
}
