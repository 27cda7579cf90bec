package io.pyforge.spi.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.result.Notice;
import org.junit.jupiter.api.Test;

class ScanLogTest {
  private static final String MESSAGE = "{count} odd rows, first {first}";

  @Test
  void eventsOfOneCodeAreAddedUpAndKeepTheEarliestPlace() {
    ScanLog log = new ScanLog();
    log.count("odd", 2, "cell B7", MESSAGE);
    log.count("odd", 3, "cell C9", MESSAGE);
    assertThat(log.count("odd")).isEqualTo(5);
    assertThat(log.count("unknown")).isZero();
    assertThat(log.notices()).containsExactly(new Notice("odd", "5 odd rows, first cell B7"));
  }

  @Test
  void linesOfLaterPartsMoveBehindThoseBefore() {
    ScanLog log = new ScanLog();
    log.setLines(10);
    ScanLog next = new ScanLog();
    next.countAtLine("odd", 1, 3, MESSAGE);
    next.reject(new ScanLog.Reject("t", 4, "why", "content"));
    next.reject(new ScanLog.Reject("t", 0, "why", "no line"));
    next.setLines(5);
    log.merge(next);
    ScanLog last = new ScanLog();
    last.countAtLine("odd", 1, 1, MESSAGE);
    last.reject(new ScanLog.Reject("t", 1, "why", "last"));
    log.merge(last);
    assertThat(log.notices()).containsExactly(new Notice("odd", "2 odd rows, first line 13"));
    assertThat(log.rejects()).extracting(ScanLog.Reject::line).containsExactly(14L, 0L, 16L);
  }

  @Test
  void linesOfANewSourceAreCountedFromOneAgain() {
    ScanLog log = new ScanLog();
    log.setLines(10);
    ScanLog source = new ScanLog();
    source.restartLines();
    ScanLog piece = new ScanLog();
    piece.reject(new ScanLog.Reject("t", 4, "why", "content"));
    piece.setLines(6);
    source.merge(piece);
    ScanLog handed = new ScanLog();
    handed.merge(source);
    log.merge(handed);
    ScanLog later = new ScanLog();
    later.reject(new ScanLog.Reject("t", 1, "why", "content"));
    log.merge(later);
    assertThat(log.rejects()).extracting(ScanLog.Reject::line).containsExactly(4L, 7L);
  }

  @Test
  void forgettingRejectsKeepsTheCounts() {
    ScanLog log = new ScanLog();
    log.count("odd", 1, "x", MESSAGE);
    log.reject(new ScanLog.Reject("t", 1, "why", "content"));
    log.clearRejects();
    assertThat(log.rejects()).isEmpty();
    assertThat(log.count("odd")).isEqualTo(1);
  }

  @Test
  void aMissNamesTableAndColumnAndHasNoStackTrace() {
    SchemaMiss miss = new SchemaMiss("t", "c", "no int64");
    assertThat(miss).hasMessage("table t, column c: no int64");
    assertThat(miss.table()).isEqualTo("t");
    assertThat(miss.column()).isEqualTo("c");
    assertThat(miss.getStackTrace()).isEmpty();
  }

  @Test
  void wordsFitTheCount() {
    ScanLog log = new ScanLog();
    String message = ScanLog.counted("row is", "rows are") + " bad, {count} in all";
    log.count("one", 1, "", message);
    log.count("some", 7, "", message);
    assertThat(log.notices())
        .extracting(Notice::message)
        .containsExactly("1 row is bad, 1 in all", "7 rows are bad, 7 in all");
  }

  @Test
  void isEmptyUntilSomethingIsSaid() {
    ScanLog log = new ScanLog();
    assertThat(log.isEmpty()).isTrue();
    log.setLines(3);
    assertThat(log.isEmpty()).isFalse();
    ScanLog other = new ScanLog();
    other.reject(new ScanLog.Reject("t", 1, "why", "x"));
    assertThat(other.isEmpty()).isFalse();
  }
}
