package io.pyforge.spi.option;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One option of a reader, writer, storage or engine, as data. The command line offers it as {@code
 * --name}, the Java API takes it as {@code option(name, value)}, and {@link OptionValues} reads it.
 *
 * @param name lower-case words joined by hyphens, without leading dashes; two parts that declare
 *     the same name must mean the same thing by it
 * @param type how its text is understood
 * @param defaultValue the text that holds when the user sets nothing; null when the part then
 *     decides by itself, which {@code help} explains
 * @param choices the accepted texts of a {@link OptionType#CHOICE}, else empty
 * @param help one sentence for {@code --help}, starting with a capital letter
 * @since 1
 */
public record OptionSpec(
    String name,
    OptionType type,
    @Nullable String defaultValue,
    List<String> choices,
    String help) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * @throws IllegalArgumentException if the name is malformed, or choices and type disagree
   */
  public OptionSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("option name must be words joined by hyphens: " + name);
    }
    choices = List.copyOf(choices);
    if ((type == OptionType.CHOICE) == choices.isEmpty()) {
      throw new IllegalArgumentException("choices belong to type CHOICE, and only there: " + name);
    }
    if (defaultValue != null && !choices.isEmpty() && !choices.contains(defaultValue)) {
      throw new IllegalArgumentException(
          "default " + defaultValue + " of " + name + " is no choice");
    }
  }

  /** A switch, off unless set. */
  public static OptionSpec flag(String name, String help) {
    return new OptionSpec(name, OptionType.FLAG, "false", List.of(), help);
  }

  /** Free text; {@code defaultValue} null means the part decides. */
  public static OptionSpec text(String name, @Nullable String defaultValue, String help) {
    return new OptionSpec(name, OptionType.TEXT, defaultValue, List.of(), help);
  }

  /** A whole number. */
  public static OptionSpec integer(String name, @Nullable String defaultValue, String help) {
    return new OptionSpec(name, OptionType.INTEGER, defaultValue, List.of(), help);
  }

  /** A size in bytes, written as {@code 16MB}, {@code 64KiB} or a plain number. */
  public static OptionSpec size(String name, @Nullable String defaultValue, String help) {
    return new OptionSpec(name, OptionType.SIZE, defaultValue, List.of(), help);
  }

  /** One of {@code choices}. */
  public static OptionSpec choice(
      String name, @Nullable String defaultValue, List<String> choices, String help) {
    return new OptionSpec(name, OptionType.CHOICE, defaultValue, choices, help);
  }
}
