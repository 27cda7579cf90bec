package io.pyforge.core.reader;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.NameGlob;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables of a database {@link CommonOptions#TABLES} asks for. */
public final class TableSelection {
  private static final int NAMES_IN_MESSAGE = 20;

  private record Wanted(String text, Pattern pattern) {}

  private final List<Wanted> wanted;

  private TableSelection(List<Wanted> wanted) {
    this.wanted = wanted;
  }

  /** Reads the option. */
  public static TableSelection of(OptionValues options) {
    Optional<String> list = options.text(CommonOptions.TABLES);
    return new TableSelection(
        list.stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(name -> new Wanted(name, NameGlob.ignoringCase(name)))
            .toList());
  }

  /** Whether the option names tables, rather than leaving the choice to the reader. */
  public boolean given() {
    return !wanted.isEmpty();
  }

  /**
   * The tables asked for, in the order they are given here; all when the option is not used.
   *
   * @param names all tables that there are
   * @param input the source's name, for the message
   * @throws ForgeException USAGE if a name or pattern fits no table
   */
  public Set<String> of(Collection<String> names, String input) {
    if (wanted.isEmpty()) {
      return new LinkedHashSet<>(names);
    }
    for (Wanted one : wanted) {
      if (names.stream().noneMatch(name -> one.pattern.matcher(name).matches())) {
        throw unknown(one.text, names, input);
      }
    }
    return names.stream()
        .filter(name -> wanted.stream().anyMatch(one -> one.pattern.matcher(name).matches()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static ForgeException unknown(String name, Collection<String> names, String input) {
    String shown = names.stream().limit(NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_IN_MESSAGE;
    return new ForgeException(
        ErrorKind.USAGE,
        "table-unknown",
        input + " has no table '" + name + "'",
        names.isEmpty()
            ? "it has no tables at all"
            : "its tables are " + shown + (more > 0 ? " and " + more + " more" : ""));
  }
}
