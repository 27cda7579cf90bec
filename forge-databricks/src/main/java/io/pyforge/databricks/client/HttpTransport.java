package io.pyforge.databricks.client;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/**
 * Sends requests as they are: addresses are not touched, bodies go out and come back byte by byte,
 * a body that ends early is a failure, nothing is repeated, no redirection is followed, and no
 * cookie kept. It is also what the SDK sends its own requests with.
 *
 * <p>A connection on which nothing happens for {@link Timeouts#inactivity} is given up.
 * Thread-safe.
 */
final class HttpTransport implements HttpClient, Closeable {
  private static final int MAX_CONNECTIONS = 64;

  /** Kept-alive connections are looked at before use when they were idle for so long. */
  private static final int STALE_AFTER_SECONDS = 20;

  private final CloseableHttpClient client;
  private final String userAgent;

  HttpTransport(String userAgent, Timeouts timeouts) {
    this.userAgent = userAgent;
    int connect = (int) timeouts.connect().toMillis();
    int inactivity = (int) timeouts.inactivity().toMillis();
    client =
        HttpClients.custom()
            .useSystemProperties()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(inactivity)
                    .setConnectionRequestTimeout(inactivity)
                    .setContentCompressionEnabled(false)
                    .setRedirectsEnabled(false)
                    .setNormalizeUri(false)
                    .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                    .setExpectContinueEnabled(false)
                    .build())
            // The handshake of TLS comes before the request's own timeout holds.
            .setDefaultSocketConfig(
                SocketConfig.custom().setSoTimeout(inactivity).setTcpNoDelay(true).build())
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setMaxConnTotal(2 * MAX_CONNECTIONS)
            .evictIdleConnections(STALE_AFTER_SECONDS, TimeUnit.SECONDS)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent(userAgent)
            .build();
  }

  /**
   * Sends a request once.
   *
   * @throws IOException if it or the head of its answer was lost on the way
   */
  Answer send(Call call) throws IOException {
    RequestBuilder request = RequestBuilder.create(call.method()).setUri(call.url());
    call.headers().forEach(request::addHeader);
    Call.Body body = call.body();
    InputStream open = null;
    if (body != null) {
      open = body.open();
      request.setEntity(new InputStreamEntity(open, body.length()));
    } else if (call.method().equals("PUT") || call.method().equals("POST")) {
      request.setEntity(new InputStreamEntity(InputStream.nullInputStream(), 0));
    }
    try {
      return answer(client.execute(request.build()));
    } finally {
      if (open != null) {
        open.close();
      }
    }
  }

  /** Sends a request of the SDK. */
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
      InputStream content =
          new FilterInputStream(answer.body()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
              return in.read(into, offset, length);
            }

            @Override
            public void close() throws IOException {
              answer.close();
            }
          };
      return new Response(request, url, answer.status(), answer.reason(), all, content);
    }
    try (answer) {
      return new Response(request, url, answer.status(), answer.reason(), all, answer.text());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static Answer answer(CloseableHttpResponse response) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getAllHeaders()) {
      headers.computeIfAbsent(header.getName(), n -> new ArrayList<>()).add(header.getValue());
    }
    HttpEntity entity = response.getEntity();
    InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    return new Answer(
        response.getStatusLine().getStatusCode(),
        String.valueOf(response.getStatusLine().getReasonPhrase()),
        headers,
        body,
        response);
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

  private static Call.@org.jspecify.annotations.Nullable Body body(Request request)
      throws IOException {
    byte[] bytes;
    if (request.isBodyString()) {
      bytes = request.getBodyString().getBytes(StandardCharsets.UTF_8);
    } else if (request.isBodyStreaming()) {
      // The SDK sends streams for files only, and those never go through it here.
      bytes = request.getBodyStream().readAllBytes();
    } else {
      return null;
    }
    return new Bytes(bytes);
  }

  /** A body in memory. */
  record Bytes(byte[] content) implements Call.Body {
    @Override
    public long length() {
      return content.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }
  }

  String userAgent() {
    return userAgent;
  }
}
