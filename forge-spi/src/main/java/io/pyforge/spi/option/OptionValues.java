package io.pyforge.spi.option;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options a user set, as texts by name. A part reads each of its own through the {@link
 * OptionSpec} that declares it, so that a default has one home.
 *
 * <p>Immutable. Every accessor throws a USAGE {@link ForgeException} with code {@code
 * bad-option-value} when the text does not fit the spec's type.
 *
 * @since 1
 */
public final class OptionValues {
  private static final OptionValues NONE = new OptionValues(Map.of());
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmg]i?b?|b)?");

  private final Map<String, String> values;

  private OptionValues(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** No option set: every default holds. */
  public static OptionValues none() {
    return NONE;
  }

  /** Takes a copy of {@code values}. */
  public static OptionValues of(Map<String, String> values) {
    return new OptionValues(values);
  }

  /** What was set, by name in alphabetical order. */
  public Map<String, String> asMap() {
    return values;
  }

  /** Whether the user set it, even to its default. */
  public boolean isSet(OptionSpec spec) {
    return values.containsKey(spec.name());
  }

  /** The text set, else the default, else empty. */
  public Optional<String> text(OptionSpec spec) {
    return Optional.ofNullable(raw(spec));
  }

  /** The choice set or the default; the spec must have one. */
  public String choice(OptionSpec spec) {
    String text = required(spec);
    if (!spec.choices().contains(text)) {
      throw bad(spec, text, "use one of " + String.join(", ", spec.choices()));
    }
    return text;
  }

  /** Whether a switch is on. */
  public boolean flag(OptionSpec spec) {
    String text = required(spec);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw bad(spec, text, "use true or false");
    };
  }

  /**
   * The whole number set or the default, at least {@code minimum}; the spec must have a default.
   */
  public long integer(OptionSpec spec, long minimum) {
    String text = required(spec);
    try {
      long value = Long.parseLong(text);
      if (value >= minimum) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both: it says what a good value is.
    }
    throw bad(spec, text, "use a whole number of " + minimum + " or more");
  }

  /** The size set or the default, in bytes; the spec must have a default. */
  public long sizeBytes(OptionSpec spec) {
    String text = required(spec);
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw bad(spec, text, "use a size such as 500000, 64KiB or 16MB");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit == null || unit.equals("b")) {
      return number;
    }
    long base = unit.contains("i") ? 1024 : 1000;
    int power = "kmg".indexOf(unit.charAt(0)) + 1;
    try {
      for (int i = 0; i < power; i++) {
        number = Math.multiplyExact(number, base);
      }
    } catch (ArithmeticException e) {
      throw bad(spec, text, "use a size below 8 EiB");
    }
    return number;
  }

  /** A failure for a value that the part itself found wrong, with what would be right. */
  public static ForgeException bad(OptionSpec spec, String text, String remedy) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-option-value",
        "option --" + spec.name() + " cannot be '" + text + "'",
        remedy);
  }

  private @Nullable String raw(OptionSpec spec) {
    String text = values.get(spec.name());
    return text != null ? text : spec.defaultValue();
  }

  private String required(OptionSpec spec) {
    String text = raw(spec);
    if (text == null) {
      throw new IllegalArgumentException("option " + spec.name() + " has no default; use text()");
    }
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptionValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.keySet().toString(); // names only: a value may be a password
  }
}
