package io.pyforge.databricks.client;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK sends its requests with: our transport instead of its own, which decodes paths,
 * takes truncated bodies for whole ones, and needs a content type.
 */
final class SdkTransport implements HttpClient {
  private final HttpTransport transport;

  SdkTransport(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public Response execute(Request request) throws IOException {
    Map<String, String> headers = new TreeMap<>(request.getHeaders());
    headers.remove("Content-Length");
    headers.remove("User-Agent");
    Call call = new Call(request.getMethod(), url(request), headers, body(request));
    Answer answer = transport.send(call);
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
