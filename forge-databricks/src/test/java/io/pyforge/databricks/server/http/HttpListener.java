package io.pyforge.databricks.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Serves HTTP/1.1 on the loopback address: a thread for every connection, connections kept alive,
 * bodies with a length or chunked, {@code Expect: 100-continue}.
 */
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int FAREWELL_SECONDS = 5;

  private final ServerSocketChannel server;
  private final HttpHandler handler;
  private final long bytesPerSecond;
  private final Duration longestStall;
  private final ExecutorService threads;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpListener(
      ServerSocketChannel server,
      HttpHandler handler,
      long bytesPerSecond,
      Duration longestStall,
      String name) {
    this.server = server;
    this.handler = handler;
    this.bytesPerSecond = bytesPerSecond;
    this.longestStall = longestStall;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @param bytesPerSecond of each connection and direction; 0 for no limit
   * @param longestStall how long a stalled answer waits for the client to give up
   * @param name of its threads
   */
  public static HttpListener start(
      int port, HttpHandler handler, long bytesPerSecond, Duration longestStall, String name)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    HttpListener listener = new HttpListener(server, handler, bytesPerSecond, longestStall, name);
    listener.threads.execute(listener::accept);
    return listener;
  }

  private void accept() {
    while (!closed) {
      try {
        SocketChannel channel = server.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connections.add(channel);
        if (closed) {
          channel.close();
          return;
        }
        threads.execute(() -> serve(channel));
      } catch (IOException | RejectedExecutionException e) {
        if (!server.isOpen()) {
          return;
        }
        // A client that went away between the two calls.
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      new Connection(channel, handler, bytesPerSecond, longestStall).serve();
    } catch (IOException e) {
      // The client went away, or the listener closes: nobody is left to be told.
    } finally {
      connections.remove(channel);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** The start of every address. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Ends every connection, and waits a while for their threads. */
  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    threads.shutdownNow();
    for (SocketChannel connection : connections) {
      connection.close();
    }
    try {
      threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
