package io.pyforge.spi.reader;

import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader has to say while it reads: counted events that become notices, and rows it rejects.
 * Each piece of the input gets its own log; the engine merges them in file order, and forgets them
 * all when the scan restarts. That keeps notices and rejects the same whatever the number of threads.
 *
 * @since 1
 */
public final class ScanLog {
  /** Where the count goes in a message. */
  public static final String COUNT = "{count}";

  /** Where the first place goes in a message. */
  public static final String FIRST = "{first}";

  /**
   * A row that was not converted.
   *
   * @param line the line of the source that it starts on, from 1, or -1 when lines mean nothing
   * @param reason a short sentence
   * @param content the row as the source has it
   */
  public record Reject(String table, long line, String reason, String content) {}

  private record Event(long count, String first, String message) {}

  private final Map<String, Event> events = new LinkedHashMap<>();
  private final List<Reject> rejects = new ArrayList<>();

  /**
   * Counts something.
   *
   * @param code the notice's stable slug; events of one code are added up
   * @param first where it happened, such as {@code line 17}; the earliest one is kept
   * @param message the notice's sentence, with {@link #COUNT} and {@link #FIRST} in their places
   */
  public void count(String code, long count, String first, String message) {
    Event known = events.get(code);
    events.put(
        code,
        known == null
            ? new Event(count, first, message)
            : new Event(known.count + count, known.first, known.message));
  }

  /** Records a row that is left out of the output. */
  public void reject(Reject reject) {
    rejects.add(reject);
  }

  /** The rows rejected, in file order. */
  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  /** How often an event was counted. */
  public long count(String code) {
    Event event = events.get(code);
    return event == null ? 0 : event.count;
  }

  /** Adds what a later part of the input had to say. */
  public void merge(ScanLog later) {
    later.events.forEach((code, e) -> count(code, e.count, e.first, e.message));
    rejects.addAll(later.rejects);
  }

  /** Forgets the rejected rows, once they are written down, and keeps the counts. */
  public void clearRejects() {
    rejects.clear();
  }

  /** The events as notices, in the order of their first appearance. */
  public List<Notice> notices() {
    List<Notice> notices = new ArrayList<>();
    events.forEach(
        (code, e) ->
            notices.add(
                new Notice(
                    code,
                    e.message
                        .replace(COUNT, Long.toString(e.count))
                        .replace(FIRST, e.first))));
    return notices;
  }
}
