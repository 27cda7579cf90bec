package io.pyforge.cli.option;

import io.pyforge.core.report.FormatEntry;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options that readers, writers, storages and engines declare, on the command line. Specs
 * enter, grouped in the help under the parts that take them; after parsing, {@link #applyTo} hands
 * on what the user set. Whether the chosen parts take it is not decided here.
 */
public final class PartOptions {
  /** Short names from before options were declared by formats. */
  private static final Map<String, String> SHORT_NAMES =
      Map.of("compression", "-c", "tables", "-t", "pages", "-p", "metadata", "-m");

  private static final String OF_PLACES = "Options for files in other places than this machine";

  private final Map<String, String> values = new TreeMap<>();

  /** No options yet. */
  public PartOptions() {}

  /**
   * Offers the options of all formats, and others under a heading of their own. A name the command
   * already has stays the command's.
   *
   * @param places the options of storages, which hold for inputs and outputs
   * @param writing whether the options of writers are offered too
   * @param arguments the command line, by which {@code --header} alone is told from {@code
   *     --header=auto}
   */
  public void offer(
      CommandSpec command,
      List<FormatEntry> formats,
      List<OptionSpec> others,
      List<OptionSpec> places,
      boolean writing,
      List<String> arguments) {
    Map<String, List<OptionSpec>> groups = byTakers(formats, others, places, writing);
    for (Map.Entry<String, List<OptionSpec>> group : groups.entrySet()) {
      ArgGroupSpec.Builder options =
          ArgGroupSpec.builder().validate(false).heading("%n" + group.getKey() + ":%n");
      boolean offered = false;
      for (OptionSpec spec : group.getValue()) {
        if (!command.optionsMap().containsKey("--" + spec.name())) {
          add(options, command, spec, arguments);
          offered = true;
        }
      }
      if (offered) {
        command.addArgGroup(options.build());
      }
    }
  }

  /** Whether an option was set. */
  public boolean isSet(String name) {
    return values.containsKey(name);
  }

  /** The request with every option that was set. */
  public ConversionRequest applyTo(ConversionRequest request) {
    ConversionRequest changed = request;
    for (Map.Entry<String, String> value : values.entrySet()) {
      changed = changed.withOption(value.getKey(), value.getValue());
    }
    return changed;
  }

  /** Specs by the heading that names who takes them, in the order of the formats. */
  private static Map<String, List<OptionSpec>> byTakers(
      List<FormatEntry> formats,
      List<OptionSpec> others,
      List<OptionSpec> places,
      boolean writing) {
    Map<String, OptionSpec> specs = new LinkedHashMap<>();
    Map<String, List<String>> readers = new LinkedHashMap<>();
    Map<String, List<String>> writers = new LinkedHashMap<>();
    for (FormatEntry format : formats) {
      for (OptionSpec spec : format.readOptions()) {
        specs.putIfAbsent(spec.name(), spec);
        readers.computeIfAbsent(spec.name(), n -> new ArrayList<>()).add(format.format());
      }
    }
    for (FormatEntry format : writing ? formats : List.<FormatEntry>of()) {
      for (OptionSpec spec : format.writeOptions()) {
        specs.putIfAbsent(spec.name(), spec);
        writers.computeIfAbsent(spec.name(), n -> new ArrayList<>()).add(format.format());
      }
    }
    if (writing) {
      others.forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    }
    places.forEach(spec -> specs.putIfAbsent(spec.name(), spec));
    Set<String> placeNames = places.stream().map(OptionSpec::name).collect(Collectors.toSet());
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (OptionSpec spec : specs.values()) {
      List<String> reading = readers.getOrDefault(spec.name(), List.of());
      List<String> written = writers.getOrDefault(spec.name(), List.of());
      boolean ofPlace = placeNames.contains(spec.name()) && reading.isEmpty() && written.isEmpty();
      String heading = ofPlace ? OF_PLACES : heading(reading, written);
      groups.computeIfAbsent(heading, h -> new ArrayList<>()).add(spec);
    }
    return groups;
  }

  private static String heading(List<String> readers, List<String> writers) {
    String reading = "reading " + String.join(", ", readers);
    String writing = "writing " + String.join(", ", writers);
    if (readers.isEmpty() && writers.isEmpty()) {
      return "Options for any format";
    }
    if (writers.isEmpty()) {
      return "Options for " + reading;
    }
    return readers.isEmpty() ? "Options for " + writing : "Options for " + reading + "; " + writing;
  }

  private void add(
      ArgGroupSpec.Builder group, CommandSpec command, OptionSpec spec, List<String> arguments) {
    String longName = "--" + spec.name();
    String shortName = SHORT_NAMES.get(spec.name());
    boolean free = shortName != null && !command.optionsMap().containsKey(shortName);
    String[] names =
        shortName != null && free ? new String[] {shortName, longName} : new String[] {longName};
    picocli.CommandLine.Model.OptionSpec.Builder option =
        picocli.CommandLine.Model.OptionSpec.builder(names)
            .description(description(spec).replace("%", "%%"));
    if (spec.type() == OptionType.FLAG) {
      option.type(Boolean.class).arity("0").negatable(true).setter(setter(spec.name()));
    } else {
      option.type(String.class).arity("1").paramLabel(label(spec)).setter(setter(spec.name()));
      if (spec.choices().contains("true") && spec.choices().contains("false")) {
        option.arity("0..1").parameterConsumer(new SwitchConsumer(spec, arguments));
        group.addArg(
            picocli.CommandLine.Model.OptionSpec.builder("--no-" + spec.name())
                .type(Boolean.class)
                .arity("0")
                .hidden(true)
                .setter(negation(spec.name()))
                .build());
      }
    }
    group.addArg(option.build());
  }

  private picocli.CommandLine.Model.ISetter setter(String name) {
    return new picocli.CommandLine.Model.ISetter() {
      @Override
      public <T> @Nullable T set(@Nullable T value) {
        if (value == null) {
          values.remove(name);
        } else {
          values.put(name, value.toString());
        }
        return null;
      }
    };
  }

  private picocli.CommandLine.Model.ISetter negation(String name) {
    return new picocli.CommandLine.Model.ISetter() {
      @Override
      public <T> @Nullable T set(@Nullable T value) {
        if (Boolean.TRUE.equals(value)) {
          values.put(name, "false");
        }
        return null;
      }
    };
  }

  private static String label(OptionSpec spec) {
    return switch (spec.type()) {
      case CHOICE -> String.join("|", spec.choices());
      case INTEGER -> "N";
      case SIZE -> "SIZE";
      case TEXT, FLAG -> "TEXT";
    };
  }

  private static String description(OptionSpec spec) {
    String defaultValue = spec.defaultValue();
    return defaultValue == null || spec.type() == OptionType.FLAG
        ? spec.help()
        : spec.help() + " Default: " + (defaultValue.isEmpty() ? "none" : defaultValue) + ".";
  }

  /** Lets {@code --header} stand alone for {@code --header=true}, whatever argument follows. */
  private static final class SwitchConsumer implements IParameterConsumer {
    private final OptionSpec spec;
    private final List<String> arguments;

    SwitchConsumer(OptionSpec spec, List<String> arguments) {
      this.spec = spec;
      this.arguments = arguments;
    }

    @Override
    public void consumeParameters(Stack<String> following, ArgSpec option, CommandSpec command) {
      String value = "true";
      if (!following.isEmpty()) {
        String next = following.peek();
        boolean attached = arguments.contains("--" + spec.name() + "=" + next);
        if (spec.choices().contains(next)) {
          value = following.pop();
        } else if (attached) {
          throw new ParameterException(
              command.commandLine(),
              "option --"
                  + spec.name()
                  + " cannot be '"
                  + next
                  + "'; use one of "
                  + String.join(", ", spec.choices()));
        }
      }
      option.setValue(value);
    }
  }
}
