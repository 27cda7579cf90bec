package io.pyforge.databricks.client;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK sends its requests with: our transport instead of its own, which decodes paths,
 * takes truncated bodies for whole ones, and needs a content type.
 *
 * <p>To sign in the SDK asks a host three things, one after the other. A host that did not answer
 * the first is not waited for again at the next, so that it is known as dead in time.
 */
final class SdkTransport implements HttpClient {
  private static final Duration AS_DEAD = Duration.ofSeconds(5);

  private final HttpTransport transport;
  private volatile @Nullable Silence silence;

  /** A host that did not answer. */
  private record Silence(ConnectTimeoutException failure, long nanos) {
    boolean lasts() {
      return System.nanoTime() - nanos < AS_DEAD.toNanos();
    }
  }

  SdkTransport(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public Response execute(Request request) throws IOException {
    Map<String, String> headers = new TreeMap<>(request.getHeaders());
    headers.remove("Content-Length");
    headers.remove("User-Agent");
    Call call = new Call(request.getMethod(), url(request), headers, body(request));
    Answer answer = send(call);
    Map<String, List<String>> all = new LinkedHashMap<>(answer.headers());
    // Without the address the SDK would make one from the request, and decode its path.
    URL url = new URL(call.url());
    boolean bytes =
        answer.ok() && request.getHeaders().getOrDefault("Accept", "").contains("octet-stream");
    if (bytes) {
      return new Response(
          request, url, answer.status(), answer.reason(), all, new AnswerStream(answer));
    }
    try (answer) {
      return new Response(request, url, answer.status(), answer.reason(), all, answer.text());
    }
  }

  private Answer send(Call call) throws IOException {
    Silence known = silence;
    if (known != null && known.lasts()) {
      throw known.failure;
    }
    try {
      return transport.send(call);
    } catch (ConnectTimeoutException e) {
      silence = new Silence(e, System.nanoTime());
      throw e;
    }
  }

  /** The address with its query; the SDK keeps both apart, and encodes neither. */
  private static String url(Request request) {
    StringBuilder url = new StringBuilder(request.getUrl());
    char separator = request.getUrl().indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, List<String>> parameter : request.getQuery().entrySet()) {
      for (String value : parameter.getValue()) {
        url.append(separator)
            .append(UrlText.queryPart(parameter.getKey()))
            .append('=')
            .append(UrlText.queryPart(value));
        separator = '&';
      }
    }
    return url.toString();
  }

  private static Call.@Nullable Body body(Request request) throws IOException {
    if (request.isBodyString()) {
      return new BytesBody(request.getBodyString().getBytes(StandardCharsets.UTF_8));
    }
    // The SDK sends streams for files only, and those never go through it here.
    return request.isBodyStreaming() ? new BytesBody(request.getBodyStream().readAllBytes()) : null;
  }

  private static final class AnswerStream extends FilterInputStream {
    private final Answer answer;

    AnswerStream(Answer answer) {
      super(answer.body());
      this.answer = answer;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public void close() throws IOException {
      answer.close();
    }
  }
}
