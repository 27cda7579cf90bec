package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Interruption;
import io.pyforge.databricks.client.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The parts of a file, moved several at a time. The first failure ends the others at their next
 * part, and is the one that is told.
 */
final class Parts {
  /** Moves one part. */
  interface Mover {
    void move(Part part) throws IOException;
  }

  /**
   * A part.
   *
   * @param number from 0
   */
  record Part(int number, long offset, long length) {}

  private Parts() {}

  /** The parts of a file of so many bytes. */
  static List<Part> of(long size, long partSize) {
    List<Part> parts = new ArrayList<>();
    for (long offset = 0; offset < size; offset += partSize) {
      parts.add(new Part(parts.size(), offset, Math.min(partSize, size - offset)));
    }
    return parts;
  }

  /**
   * Moves parts on the workspace's threads, and waits.
   *
   * @param atATime at most
   */
  static void move(Workspace workspace, List<Part> parts, int atATime, Mover mover)
      throws IOException {
    Iterator<Part> rest = parts.iterator();
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(atATime, parts.size()); i++) {
      workers.add(workspace.movers().submit(() -> work(rest, failed, mover)));
    }
    Throwable first = null;
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        first = first == null ? e.getCause() : first;
      } catch (InterruptedException e) {
        failed.set(true);
        workers.forEach(other -> other.cancel(true));
        throw Interruption.of(e);
      }
    }
    rethrow(first);
  }

  private static void work(Iterator<Part> rest, AtomicBoolean failed, Mover mover) {
    while (!failed.get()) {
      Part part;
      synchronized (rest) {
        if (!rest.hasNext()) {
          return;
        }
        part = rest.next();
      }
      try {
        mover.move(part);
      } catch (IOException e) {
        failed.set(true);
        throw new UncheckedIOException(e);
      } catch (RuntimeException | Error e) {
        failed.set(true);
        throw e;
      }
    }
  }

  private static void rethrow(@org.jspecify.annotations.Nullable Throwable failure)
      throws IOException {
    if (failure == null) {
      return;
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      throw unchecked.getCause();
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(failure);
  }
}
