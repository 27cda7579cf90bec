package io.pyforge.spi.engine;

/**
 * An engine's answer to a request, with the reason the user will read under {@code --explain}.
 *
 * @since 1
 */
public sealed interface EngineFit {
  /** It is the right one. */
  record Preferred(String why) implements EngineFit {}

  /** It can do it. */
  record Able(String why) implements EngineFit {}

  /** It cannot, or should not. */
  record Declined(String why) implements EngineFit {}

  /** The reason, in a few words. */
  String why();
}
