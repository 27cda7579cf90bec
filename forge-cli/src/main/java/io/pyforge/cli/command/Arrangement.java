package io.pyforge.cli.command;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which input goes where: decided from the positional arguments and {@code -o} before anything is
 * read.
 *
 * @param batch whether the answer is a list, even if it holds one job
 * @param leftOut files of a folder that are no inputs, because outputs have or will have their
 *     names
 */
record Arrangement(List<Job> jobs, boolean batch, List<String> leftOut) {
  /**
   * One input.
   *
   * @param output where it goes; when empty the facade places it beside the input
   * @param failure why it is known already that it cannot be converted
   */
  record Job(String input, Optional<String> output, Optional<ForgeException> failure) {
    /** Where the output goes if it is one file. */
    String place(String suffix) {
      return output.orElseGet(() -> Places.folder(input) + Places.stem(input) + "." + suffix);
    }
  }

  /**
   * What is asked of the facade.
   *
   * @param expand the inputs a location stands for; NOT_FOUND when there is none
   * @param formatOfSuffix the format that a suffix belongs to, or the suffix itself
   * @param defaultSuffix the suffix that the output of an input gets when nothing else is said
   */
  record Lookup(
      Function<String, List<String>> expand,
      Function<String, String> formatOfSuffix,
      Function<String, String> defaultSuffix) {
    /** The suffix of the output of an input. */
    String suffix(String input, Choices choices) {
      return choices.outputSuffix().orElseGet(() -> defaultSuffix.apply(input));
    }
  }

  /** The user's choices that matter here. */
  record Choices(
      List<String> positionals,
      Optional<String> output,
      Optional<String> inputFormat,
      Optional<String> outputSuffix) {}

  Arrangement {
    jobs = List.copyOf(jobs);
    leftOut = List.copyOf(leftOut);
  }

  private static final String REJECTS_SUFFIX = ".rejects.csv";

  /**
   * Arranges a command line.
   *
   * @throws ForgeException kind USAGE when inputs and outputs get into each other's way
   */
  static Arrangement of(Choices choices, Lookup lookup) {
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
    return batch(choices, lookup);
  }

  private static Arrangement single(String input, Optional<String> output) {
    boolean streams = input.equals(Places.STANDARD_INPUT);
    if (output.isPresent() && !streams && Places.same(input, output.get())) {
      throw outputIsInput(input, output.get());
    }
    return new Arrangement(List.of(new Job(input, output, Optional.empty())), false, List.of());
  }

  /** A pattern or folder that the shell or the user means as several inputs. */
  private static boolean stands(String location, Lookup lookup) {
    if (!Places.maybeMany(location)) {
      return false;
    }
    return Places.isPattern(location) || !lookup.expand().apply(location).equals(List.of(location));
  }

  /** {@code convert *.csv} with two matches must not overwrite the second with the first. */
  private static void checkNotAnInput(Choices choices, Lookup lookup) {
    String input = choices.positionals().get(0);
    String output = choices.positionals().get(1);
    if (input.equals(Places.STANDARD_INPUT)) {
      return; // it is no file, so the second argument cannot be another like it
    }
    if (Places.same(input, output)) {
      throw outputIsInput(input, output);
    }
    String suffix = Places.suffix(output);
    if (suffix.isEmpty() || !exists(output, lookup)) {
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
    if (!exists(second, lookup) && !Places.isPattern(second)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-needs-option",
          many + " stands for several inputs, so " + second + " is one more, and it is not there",
          "pass the output folder as -o " + second);
    }
  }

  private static boolean exists(String location, Lookup lookup) {
    Optional<Path> path = Places.local(location);
    if (path.isPresent()) {
      return Files.exists(path.get());
    }
    try {
      return !lookup.expand().apply(location).isEmpty();
    } catch (ForgeException e) {
      if (e.kind() == ErrorKind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static Arrangement batch(Choices choices, Lookup lookup) {
    Optional<String> folder = choices.output();
    if (folder.isPresent() && Places.local(folder.get()).filter(Files::isRegularFile).isPresent()) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-not-folder",
          folder.get() + " is a file, and several inputs need a folder",
          "pass a folder as -o");
    }
    if (folder.filter(Places.STANDARD_INPUT::equals).isPresent()) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-not-folder",
          "standard output is one stream, and several inputs need a folder",
          "pass a folder as -o");
    }
    List<Job> jobs = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String input : inputs(choices, lookup, jobs, leftOut)) {
      String suffix = lookup.suffix(input, choices);
      Optional<String> output =
          folder.map(f -> Places.within(f, Places.stem(input) + "." + suffix));
      jobs.add(new Job(input, output, Optional.empty()));
    }
    checkCollisions(jobs, input -> lookup.suffix(input, choices));
    return new Arrangement(jobs, true, leftOut);
  }

  /** Every input once; a location that stands for nothing becomes a failed job at once. */
  private static Set<String> inputs(
      Choices choices, Lookup lookup, List<Job> failed, List<String> leftOut) {
    Set<String> inputs = new LinkedHashSet<>();
    for (String positional : choices.positionals()) {
      if (positional.equals(Places.STANDARD_INPUT)) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "stdin-in-batch",
            "standard input cannot be one of several inputs",
            "convert it alone, as in: pyforge convert - out.parquet");
      }
      if (!Places.maybeMany(positional)) {
        inputs.add(positional);
        continue;
      }
      try {
        List<String> found = lookup.expand().apply(positional);
        inputs.addAll(
            Places.isPattern(positional) ? found : withoutOutputs(found, choices, lookup, leftOut));
      } catch (ForgeException e) {
        failed.add(new Job(positional, Optional.empty(), Optional.of(e)));
      }
    }
    return inputs;
  }

  /**
   * Leaves out the files of a folder that a run over it wrote, or would write over, unless there
   * are no others. With an output folder elsewhere, that is nothing but rejects.
   */
  private static List<String> withoutOutputs(
      List<String> found, Choices choices, Lookup lookup, List<String> leftOut) {
    Set<String> outputs = new HashSet<>();
    for (String input : found) {
      String name = Places.stem(input) + "." + lookup.suffix(input, choices);
      outputs.add(
          choices
              .output()
              .map(folder -> Places.within(folder, name))
              .orElse(Places.folder(input) + name));
    }
    List<String> others =
        found.stream()
            .filter(location -> outputs.stream().noneMatch(o -> Places.same(o, location)))
            .filter(location -> !location.endsWith(REJECTS_SUFFIX))
            .toList();
    if (others.isEmpty()) {
      return found;
    }
    leftOut.addAll(found);
    leftOut.removeAll(others);
    return others;
  }

  private static void checkCollisions(List<Job> jobs, Function<String, String> suffixOf) {
    Map<String, String> inputOf = new HashMap<>();
    for (Job job : jobs) {
      if (job.failure().isPresent()) {
        continue;
      }
      String output = job.place(suffixOf.apply(job.input()));
      String other = inputOf.put(output, job.input());
      if (other != null) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "output-collision",
            other + " and " + job.input() + " would both be written to " + output,
            "convert them into different folders");
      }
      if (job.output().isPresent()) {
        for (Job input : jobs) {
          if (Places.same(input.input(), output)) {
            throw outputIsInput(input.input(), output);
          }
        }
      }
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
