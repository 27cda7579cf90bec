package io.pyforge.core.report;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What became of many inputs.
 *
 * @param outcomes one for each input, in their order
 * @param notices what is about the run as a whole
 */
public record BulkResult(
    List<ConversionOutcome> outcomes, List<Notice> notices, Duration duration) {
  /** Takes copies. */
  public BulkResult {
    outcomes = List.copyOf(outcomes);
    notices = List.copyOf(notices);
  }

  /** Inputs that were converted, with all their tables. */
  public int converted() {
    return outcomes.size() - skipped() - failures().size();
  }

  /** Inputs that were left as they are. */
  public int skipped() {
    return (int) outcomes.stream().filter(ConversionOutcome.Skipped.class::isInstance).count();
  }

  /** The inputs that failed, or some tables of which did. */
  public List<ConversionOutcome> failures() {
    return outcomes.stream().filter(ConversionOutcome::failed).toList();
  }

  /** Rows written. */
  public long rowCount() {
    return sum(ConversionResult::rowCount);
  }

  /** Bytes of the inputs converted, without those of unknown size. */
  public long bytesIn() {
    return sum(result -> Math.max(0, result.bytesIn()));
  }

  /** Bytes written. */
  public long bytesOut() {
    return sum(ConversionResult::bytesOut);
  }

  /**
   * The kind of failure of the run: empty without any; that of the failures when they are alike and
   * nothing was done; PARTIAL otherwise. A stop outweighs all others.
   */
  public Optional<ErrorKind> failure() {
    List<ErrorKind> kinds = new ArrayList<>();
    failures().forEach(outcome -> kinds.add(kind(outcome)));
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    if (kinds.contains(ErrorKind.INTERRUPTED)) {
      return Optional.of(ErrorKind.INTERRUPTED);
    }
    Set<ErrorKind> different = new HashSet<>(kinds);
    long undone = outcomes.stream().filter(ConversionOutcome::notStarted).count() + kinds.size();
    boolean alike = different.size() == 1 && undone == outcomes.size();
    return Optional.of(alike ? kinds.get(0) : ErrorKind.PARTIAL);
  }

  private static ErrorKind kind(ConversionOutcome outcome) {
    return outcome instanceof ConversionOutcome.Failed failed
        ? failed.failure().kind()
        : ErrorKind.PARTIAL;
  }

  private long sum(ToLongFunction<ConversionResult> quantity) {
    long sum = 0;
    for (ConversionOutcome outcome : outcomes) {
      if (outcome instanceof ConversionOutcome.Converted converted) {
        long more = quantity.applyAsLong(converted.result());
        sum = more > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + more;
      }
    }
    return sum;
  }
}
