package io.pyforge.spi.error;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure written for the user: what happened to which file and where, then what to do about it.
 * It is the only exception a user ever sees.
 *
 * <p>{@link #code()} is a stable slug such as {@code output-exists}; scripts may rely on it. {@link
 * #problem()} names file, place and numbers; {@link #remedy()} is an instruction. Neither ever
 * holds a secret or a stack trace.
 *
 * @since 1
 */
public class ForgeException extends RuntimeException {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final ErrorKind kind;
  private final String code;
  private final String problem;
  private final String remedy;

  /**
   * @param code lower-case words joined by hyphens
   * @param remedy what to do next; empty when there is nothing to do
   * @throws IllegalArgumentException if {@code code} is not a slug
   */
  public ForgeException(
      ErrorKind kind, String code, String problem, String remedy, @Nullable Throwable cause) {
    super(remedy.isEmpty() ? problem : problem + " / " + remedy, cause);
    if (!SLUG.matcher(code).matches()) {
      throw new IllegalArgumentException("code must be words joined by hyphens, got " + code);
    }
    this.kind = Objects.requireNonNull(kind);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** As the other constructor, without a cause. */
  public ForgeException(ErrorKind kind, String code, String problem, String remedy) {
    this(kind, code, problem, remedy, null);
  }

  /** Who can mend it. */
  public final ErrorKind kind() {
    return kind;
  }

  /** A stable slug, such as {@code ragged-row}. */
  public final String code() {
    return code;
  }

  /** What happened to which file and where. */
  public final String problem() {
    return problem;
  }

  /** What to do next, or empty. */
  public final String remedy() {
    return remedy;
  }
}
