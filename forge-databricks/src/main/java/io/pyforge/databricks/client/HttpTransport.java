package io.pyforge.databricks.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * Sends requests as they are: addresses are not touched, bodies go out and come back byte by byte,
 * a body that ends early is a failure, nothing is repeated, no redirection is followed, no cookie
 * kept, and no address, header or body logged.
 *
 * <p>A connection on which nothing happens for {@link Timeouts#inactivity} is given up.
 * Thread-safe.
 */
final class HttpTransport implements Closeable {
  private static final int MAX_CONNECTIONS = 64;

  /** Kept-alive connections are looked at before use when they were idle for so long. */
  private static final int STALE_AFTER_SECONDS = 20;

  private final CloseableHttpClient client;

  HttpTransport(String userAgent, Timeouts timeouts) {
    int connect = (int) timeouts.connect().toMillis();
    int inactivity = (int) timeouts.inactivity().toMillis();
    PoolingHttpClientConnectionManager connections = UnloggedRequests.connections();
    // The handshake of TLS comes before the request's own timeout holds.
    connections.setDefaultSocketConfig(
        SocketConfig.custom().setSoTimeout(inactivity).setTcpNoDelay(true).build());
    connections.setDefaultMaxPerRoute(MAX_CONNECTIONS);
    connections.setMaxTotal(2 * MAX_CONNECTIONS);
    client =
        HttpClients.custom()
            .useSystemProperties()
            .setConnectionManager(connections)
            .setRequestExecutor(new UnloggedRequests())
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
    int question = call.url().indexOf('?');
    String address = question < 0 ? call.url() : call.url().substring(0, question);
    String query = question < 0 ? null : call.url().substring(question + 1);
    RequestBuilder request = RequestBuilder.create(call.method()).setUri(address);
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
      return answer(client.execute(request.build(), UnloggedRequests.context(query)));
    } finally {
      if (open != null) {
        open.close();
      }
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
}
