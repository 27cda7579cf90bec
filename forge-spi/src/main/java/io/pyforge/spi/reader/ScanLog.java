package io.pyforge.spi.reader;

import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader has to say while it reads: counted events that become notices, and rows it rejects.
 * Each piece of the input gets its own log; the engine merges them in file order, and forgets them
 * all when the scan restarts. That keeps notices and rejects the same whatever the number of
 * threads.
 *
 * @since 1
 */
public final class ScanLog {
  /** Where the count goes in a message. */
  public static final String COUNT = "{count}";

  private static final Pattern COUNTED = Pattern.compile("\\{count\\|([^|}]*)\\|([^|}]*)\\}");

  /** Where the first place goes in a message. */
  public static final String FIRST = "{first}";

  /**
   * A row that was not converted.
   *
   * @param line the line that it starts on, from 1, counted like those of {@link #countAtLine}; 0
   *     when lines mean nothing
   * @param reason a short sentence
   * @param content the row as the source has it
   */
  public record Reject(String table, long line, String reason, String content) {}

  private record Event(long count, String first, long line, String message) {}

  private final Map<String, Event> events = new LinkedHashMap<>();
  private final List<Reject> rejects = new ArrayList<>();
  private long lines;
  private boolean restarted;

  /**
   * Counts something.
   *
   * @param code the notice's stable slug; events of one code are added up
   * @param first where it happened, such as {@code cell B7}; the earliest one is kept
   * @param message the notice's sentence, with {@link #COUNT}, or {@link #counted}, and {@link
   *     #FIRST} in their places
   */
  public void count(String code, long count, String first, String message) {
    add(code, new Event(count, first, 0, message));
  }

  /**
   * Counts something that happened on a line of the source.
   *
   * @param line the line, from 1, counted from the start of this log's part of the input; {@link
   *     #merge} moves it to where it is in the whole
   * @param message as for {@link #count(String, long, String, String)}; the place reads {@code line
   *     17}
   */
  public void countAtLine(String code, long count, long line, String message) {
    add(code, new Event(count, "", line, message));
  }

  private void add(String code, Event event) {
    Event known = events.get(code);
    events.put(
        code,
        known == null
            ? event
            : new Event(known.count + event.count, known.first, known.line, known.message));
  }

  /** Says how many lines this log's part of the input has, for the lines of later parts. */
  public void setLines(long count) {
    lines = count;
  }

  /**
   * Says that this part begins a source of its own, such as the next file of an archive: its lines
   * are counted from 1 again, whatever it is merged into. To be called before anything is recorded.
   */
  public void restartLines() {
    lines = 0;
    restarted = true;
  }

  /** Records a row that is left out of the output. */
  public void reject(Reject reject) {
    rejects.add(reject);
  }

  /** The rows rejected, in file order. */
  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  /** Whether nothing was counted, rejected or said about lines. */
  public boolean isEmpty() {
    return events.isEmpty() && rejects.isEmpty() && lines == 0;
  }

  /** How often an event was counted. */
  public long count(String code) {
    Event event = events.get(code);
    return event == null ? 0 : event.count;
  }

  /** Adds what the next part of the input had to say, and moves its lines behind those before. */
  public void merge(ScanLog next) {
    if (next.restarted) {
      restartLines();
    }
    next.events.forEach(
        (code, e) ->
            add(code, new Event(e.count, e.first, e.line == 0 ? 0 : e.line + lines, e.message)));
    for (Reject reject : next.rejects) {
      long line = reject.line == 0 ? 0 : reject.line + lines;
      rejects.add(new Reject(reject.table, line, reject.reason, reject.content));
    }
    lines += next.lines;
  }

  /** Forgets the rejected rows, once they are written down, and keeps the counts. */
  public void clearRejects() {
    rejects.clear();
  }

  /**
   * Where the count goes in a message, with the words behind it that fit: {@code counted("row is",
   * "rows are")} becomes {@code 1 row is} or {@code 7 rows are}.
   */
  public static String counted(String one, String others) {
    return "{count|" + one + "|" + others + "}";
  }

  private static String withCount(String message, long count) {
    return COUNTED
        .matcher(message)
        .replaceAll(
            found -> count + " " + Matcher.quoteReplacement(found.group(count == 1 ? 1 : 2)))
        .replace(COUNT, Long.toString(count));
  }

  /** The events as notices, in the order of their first appearance. */
  public List<Notice> notices() {
    List<Notice> notices = new ArrayList<>();
    events.forEach(
        (code, e) ->
            notices.add(
                new Notice(
                    code,
                    withCount(e.message, e.count)
                        .replace(FIRST, e.line == 0 ? e.first : "line " + e.line))));
    return notices;
  }
}
