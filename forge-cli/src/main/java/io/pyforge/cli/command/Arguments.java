package io.pyforge.cli.command;

import io.pyforge.core.bulk.Places;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the positional arguments and {@code -o} mean: one input and perhaps its output, or several
 * inputs and perhaps a folder.
 *
 * @param several whether the inputs are a list, even if it holds one
 */
record Arguments(List<String> inputs, Optional<String> output, boolean several) {
  /**
   * What is asked of the facade.
   *
   * @param exists whether something is at a location
   * @param standsForMany whether a location is a folder or a pattern
   * @param formatOfSuffix the format that a suffix belongs to, or the suffix itself
   */
  record Lookup(
      Predicate<String> exists,
      Predicate<String> standsForMany,
      UnaryOperator<String> formatOfSuffix) {}

  /** The user's choices that matter here. */
  record Choices(List<String> positionals, Optional<String> output, Optional<String> inputFormat) {}

  Arguments {
    inputs = List.copyOf(inputs);
  }

  /**
   * Understands a command line.
   *
   * @throws ForgeException kind USAGE when it can be meant in two ways
   */
  static Arguments of(Choices choices, Lookup lookup) {
    List<String> positionals = choices.positionals();
    boolean firstMany = stands(positionals.get(0), lookup);
    if (positionals.size() == 1 && !firstMany) {
      return single(positionals.get(0), choices.output());
    }
    if (positionals.size() == 2 && choices.output().isEmpty()) {
      if (!firstMany) {
        checkNotAnInput(choices, lookup);
        return single(positionals.get(0), Optional.of(positionals.get(1)));
      }
      checkIsAnInput(positionals.get(0), positionals.get(1), lookup);
    }
    return new Arguments(positionals, choices.output(), true);
  }

  private static Arguments single(String input, Optional<String> output) {
    boolean streams = input.equals(Places.STANDARD_STREAM);
    if (output.isPresent() && !streams && LocalPlaces.same(input, output.get())) {
      throw outputIsInput(input, output.get());
    }
    return new Arguments(List.of(input), output, false);
  }

  private static boolean stands(String location, Lookup lookup) {
    return !location.equals(Places.STANDARD_STREAM) && lookup.standsForMany().test(location);
  }

  /** {@code convert *.csv} with two matches must not overwrite the second with the first. */
  private static void checkNotAnInput(Choices choices, Lookup lookup) {
    String input = choices.positionals().get(0);
    String output = choices.positionals().get(1);
    if (input.equals(Places.STANDARD_STREAM)) {
      return; // it is no file, so the second argument cannot be another like it
    }
    if (LocalPlaces.same(input, output)) {
      throw outputIsInput(input, output);
    }
    String suffix = Places.suffix(output);
    if (suffix.isEmpty() || !lookup.exists().test(output)) {
      return;
    }
    String inputSuffix = Places.suffix(input);
    boolean alike =
        suffix.equals(inputSuffix)
            || lookup
                .formatOfSuffix()
                .apply(suffix)
                .equals(
                    choices
                        .inputFormat()
                        .orElseGet(() -> lookup.formatOfSuffix().apply(inputSuffix)));
    if (alike) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "ambiguous-output",
          output + " is there and has the format of " + input + ", so it may be a second input",
          "pass it as -o " + output + " if it is the output, or -o FOLDER to convert both");
    }
  }

  private static void checkIsAnInput(String many, String second, Lookup lookup) {
    if (!lookup.exists().test(second) && !lookup.standsForMany().test(second)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-needs-option",
          many + " stands for several inputs, so " + second + " is one more, and it is not there",
          "pass the output folder as -o " + second);
    }
  }

  private static ForgeException outputIsInput(String input, String output) {
    return new ForgeException(
        ErrorKind.USAGE,
        "output-is-input",
        "the output " + output + " is the input " + input,
        "choose another output");
  }
}
