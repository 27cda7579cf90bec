package io.pyforge.core.engine;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import java.util.List;

/** A failed conversion together with every attempt made at it. */
public final class ConversionFailure extends ForgeException {
  private final transient List<Attempt> attempts;

  /**
   * Tells the same as {@code failure}, with the attempts, the failing one last.
   *
   * @param earlier what made other engines give up, named in the problem and suppressed here
   */
  ConversionFailure(ForgeException failure, List<Attempt> attempts, List<ForgeException> earlier) {
    super(
        failure.kind(),
        failure.code(),
        problem(failure, attempts, earlier),
        failure.remedy(),
        failure.getCause());
    this.attempts = List.copyOf(attempts);
    setStackTrace(failure.getStackTrace());
    earlier.forEach(this::addSuppressed);
  }

  private static String problem(
      ForgeException failure, List<Attempt> attempts, List<ForgeException> earlier) {
    StringBuilder problem = new StringBuilder(failure.problem());
    for (int i = 0; i < earlier.size(); i++) {
      problem
          .append("; before that, engine ")
          .append(attempts.get(i).engine())
          .append(" had failed: ")
          .append(earlier.get(i).problem());
    }
    return problem.toString();
  }

  /** The attempts in order. */
  public List<Attempt> attempts() {
    return attempts;
  }
}
