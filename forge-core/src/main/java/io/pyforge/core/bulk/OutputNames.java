package io.pyforge.core.bulk;

import io.pyforge.core.engine.InputSearch.Found;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The name of every output of a run. An output has the stem of its input's name. Where two would
 * have one name, each keeps more of its input's: the suffix ({@code a_csv.parquet}), the folder
 * ({@code x_a.parquet}), both ({@code x_a_csv.parquet}). Where that does not tell them apart
 * either, each has a mark of where its input is behind its name ({@code x_a_csv_1f0c9a.parquet}).
 * Which input comes first has no say, so that the names are the same however the inputs are found.
 *
 * <p>Names that differ in letter case only are one name, because on some disks they are, except
 * where the inputs themselves show that it is not so.
 */
final class OutputNames {
  /** How much of the input's name an output's name keeps. */
  private enum Form {
    STEM,
    WITH_SUFFIX,
    WITH_FOLDER,
    WITH_BOTH,
    WITH_MARK,
    WITH_WHOLE_MARK
  }

  /** Hexadecimal digits of a mark, unless two of one name have the same. */
  private static final int MARK_DIGITS = 6;

  /** Renamed outputs that a notice names; of more it gives the number. */
  private static final int NAMED = 10;

  /**
   * @param absolute where the input is
   * @param folder where the output goes, with a separator at the end unless empty
   */
  private record Candidate(
      Found input,
      String absolute,
      String folder,
      String absoluteFolder,
      String parent,
      String suffix) {
    String name(Form form) {
      String stem = Places.stem(input.location());
      String own = Places.suffix(input.location());
      String before = parent.isEmpty() ? "" : parent + "_";
      String behind = own.isEmpty() ? "" : "_" + own;
      return switch (form) {
            case STEM -> stem;
            case WITH_SUFFIX -> stem + behind;
            case WITH_FOLDER -> before + stem;
            case WITH_BOTH -> before + stem + behind;
            case WITH_MARK -> before + stem + behind + "_" + mark().substring(0, MARK_DIGITS);
            case WITH_WHOLE_MARK -> before + stem + behind + "_" + mark();
          }
          + "."
          + suffix;
    }

    /** The SHA-256 of where the input is: no other input has a say in it. */
    private String mark() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(absolute.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private final Map<String, Candidate> candidates = new LinkedHashMap<>();
  private final Map<String, Form> forms = new HashMap<>();
  private final Set<String> caseSensitiveFolders = new HashSet<>();
  private final boolean beside;

  private OutputNames(boolean beside) {
    this.beside = beside;
  }

  /**
   * Names the outputs.
   *
   * @param suffixOf the suffix of the output of an input
   * @param output the folder of the outputs; when empty each goes beside its input
   * @param absolute one text for all the ways to write a location, and another for every input
   */
  static OutputNames of(
      Collection<Found> inputs,
      UnaryOperator<String> suffixOf,
      Optional<String> output,
      UnaryOperator<String> absolute) {
    OutputNames names = new OutputNames(output.isEmpty());
    Map<String, String> absoluteFolders = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Found input : inputs) {
      String folder = folder(input, output);
      String own = Places.folder(input.location());
      String absoluteOwn = absoluteFolders.computeIfAbsent(own, f -> within(absolute, f));
      String absoluteFolder =
          output.isEmpty()
              ? absoluteOwn
              : absoluteFolders.computeIfAbsent(folder, f -> within(absolute, f));
      names.candidates.put(
          input.location(),
          new Candidate(
              input,
              absolute.apply(input.location()),
              folder,
              absoluteFolder,
              parent(absoluteOwn),
              suffixOf.apply(input.location())));
      names.forms.put(input.location(), Form.STEM);
      String name = absoluteOwn + Places.name(input.location()).toLowerCase(Locale.ROOT);
      if (names.beside && !seen.add(name)) {
        names.caseSensitiveFolders.add(absoluteOwn);
      }
    }
    names.settle();
    return names;
  }

  /** Where an output goes as long as its name is its own. */
  static String usual(Found input, String suffix, Optional<String> output) {
    return folder(input, output) + Places.stem(input.location()) + "." + suffix;
  }

  /** Where the output of an input goes; empty where it goes without being told. */
  Optional<String> output(Found input) {
    boolean usual = beside && forms.get(input.location()) == Form.STEM;
    return usual ? Optional.empty() : Optional.of(place(input));
  }

  /** Where the output of an input goes if it is one file. */
  String place(Found input) {
    return place(input.location());
  }

  /** Says which outputs have longer names, if any have. */
  Optional<Notice> notice() {
    List<String> renamed = new ArrayList<>();
    for (String input : candidates.keySet()) {
      if (forms.get(input) != Form.STEM) {
        renamed.add(input + " -> " + Places.name(place(input)));
      }
    }
    if (renamed.isEmpty()) {
      return Optional.empty();
    }
    int more = renamed.size() - NAMED;
    String named = String.join(", ", renamed.subList(0, Math.min(NAMED, renamed.size())));
    return Optional.of(
        new Notice(
            "outputs-renamed",
            "named longer, because outputs would have the same names: "
                + named
                + (more > 0 ? " and " + more + " more" : "")));
  }

  private String place(String input) {
    Candidate candidate = candidate(input);
    return candidate.folder() + candidate.name(form(input));
  }

  /** Gives longer names to those that share one, until none do. */
  private void settle() {
    boolean again = true;
    while (again) {
      again = false;
      Map<String, List<String>> inputsOf = new LinkedHashMap<>();
      for (String input : candidates.keySet()) {
        inputsOf.computeIfAbsent(key(input), k -> new ArrayList<>()).add(input);
      }
      for (List<String> sharing : inputsOf.values()) {
        if (sharing.size() > 1) {
          again |= lengthen(sharing);
        }
      }
    }
  }

  private boolean lengthen(List<String> sharing) {
    boolean any = false;
    for (String input : sharing) {
      Form form = form(input);
      if (form != Form.WITH_WHOLE_MARK) {
        forms.put(input, Form.values()[form.ordinal() + 1]);
        any = true;
      }
    }
    if (!any) {
      throw new IllegalStateException("one input twice: " + sharing);
    }
    return true;
  }

  private String key(String input) {
    Candidate candidate = candidate(input);
    String name = candidate.name(form(input));
    // Two inputs here differ in letter case only, so two outputs can.
    boolean sensitive = caseSensitiveFolders.contains(candidate.absoluteFolder());
    return candidate.absoluteFolder() + (sensitive ? name : name.toLowerCase(Locale.ROOT));
  }

  private Candidate candidate(String input) {
    Candidate candidate = candidates.get(input);
    if (candidate == null) {
      throw new IllegalArgumentException("no input of this run: " + input);
    }
    return candidate;
  }

  private Form form(String input) {
    return forms.getOrDefault(input, Form.STEM);
  }

  private static String parent(String folder) {
    String name = Places.name(folder);
    return name.indexOf(':') >= 0 ? "" : name; // a drive, or the root of a storage
  }

  private static String within(Function<String, String> absolute, String folder) {
    return Places.within(absolute.apply(folder.isEmpty() ? "." : folder), "");
  }

  private static String folder(Found input, Optional<String> output) {
    return output.isEmpty()
        ? Places.folder(input.location())
        : Places.within(Places.within(output.get(), ""), input.below());
  }
}
