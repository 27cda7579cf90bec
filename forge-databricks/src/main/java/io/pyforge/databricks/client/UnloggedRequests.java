package io.pyforge.databricks.client;

import java.io.IOException;
import java.net.URI;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets from the log of Apache's client, which writes the first line of each request, and
 * every header and byte where somebody wants to see all: the query of an address, which may be a
 * signature, is put on just before the request is sent, and connections are of the kind that does
 * not log.
 */
final class UnloggedRequests extends HttpRequestExecutor {
  private static final String QUERY = "pyforge.query";
  private static final int BUFFER = 32 * 1024;

  /** What a request with that query is sent with. */
  static HttpClientContext context(@Nullable String query) {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(QUERY, query);
    return context;
  }

  /** Connections that write nothing into a log; safe ones as the system's properties say. */
  static PoolingHttpClientConnectionManager connections() {
    Registry<ConnectionSocketFactory> sockets =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", SSLConnectionSocketFactory.getSystemSocketFactory())
            .build();
    return new PoolingHttpClientConnectionManager(sockets, UnloggedRequests::connection);
  }

  private static ManagedHttpClientConnection connection(
      HttpRoute route, @Nullable ConnectionConfig config) {
    return new DefaultManagedHttpClientConnection("pyforge", BUFFER);
  }

  @Override
  public HttpResponse execute(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    Object query = context.getAttribute(QUERY);
    if (query != null
        && request instanceof HttpRequestWrapper ours
        && ours.getURI().getRawQuery() == null) {
      ours.setURI(URI.create(ours.getURI() + "?" + query));
    }
    return super.execute(request, connection, context);
  }
}
