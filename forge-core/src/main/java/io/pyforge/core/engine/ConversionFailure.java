package io.pyforge.core.engine;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import java.util.List;

/** A failed conversion together with every attempt made at it. */
public final class ConversionFailure extends ForgeException {
  private final transient List<Attempt> attempts;

  /** Tells the same as {@code failure}, with the attempts, the failing one last. */
  ConversionFailure(ForgeException failure, List<Attempt> attempts) {
    super(failure.kind(), failure.code(), failure.problem(), failure.remedy(), failure.getCause());
    this.attempts = List.copyOf(attempts);
    setStackTrace(failure.getStackTrace());
  }

  /** The attempts in order. */
  public List<Attempt> attempts() {
    return attempts;
  }
}
