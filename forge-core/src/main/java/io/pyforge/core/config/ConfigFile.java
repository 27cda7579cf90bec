package io.pyforge.core.config;

import io.pyforge.core.error.SettingFailures;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The configuration file: settings by name at the top level, and under {@code options} defaults for
 * the options of conversions.
 *
 * <pre>{@code
 * log-level: info
 * disable-extensions: [databricks]
 * options:
 *   compression: zstd
 * }</pre>
 *
 * @param settings normalized values, by setting
 * @param options option texts by option name; which names exist is known only to the parts that
 *     declare them
 */
record ConfigFile(Map<SettingSpec, String> settings, Map<String, String> options) {
  private static final String OPTIONS = "options";

  /** Options are written as on the command line, without dashes in front. */
  private static final String OPTION_NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /**
   * @throws io.pyforge.spi.error.ForgeException USAGE if the file is unreadable or wrong; names
   *     file and line
   */
  static ConfigFile read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw SettingFailures.unreadableFile(file.toString(), e);
    }
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
      return root.isEmpty() || isNull(root.get())
          ? new ConfigFile(Map.of(), Map.of())
          : new Parser(file.toString()).parse(root.get());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).map(l -> l + 1).orElse(0);
      throw SettingFailures.badFile(file.toString(), line, "this is no YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw SettingFailures.badFile(file.toString(), 0, "this is no YAML: " + e.getMessage(), e);
    }
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(l -> l + 1).orElse(0);
  }

  private record Parser(String file) {
    ConfigFile parse(Node root) {
      Map<SettingSpec, String> settings = new LinkedHashMap<>();
      Map<String, String> options = new TreeMap<>();
      for (NodeTuple entry : mapping(root, "the file")) {
        String key = scalar(entry.getKeyNode(), "a name");
        if (key.equals(OPTIONS)) {
          readOptions(entry.getValueNode(), options);
          continue;
        }
        SettingSpec spec =
            SettingSpec.named(key)
                .orElseThrow(
                    () ->
                        SettingFailures.unknownKey(
                            file, line(entry.getKeyNode()), key, knownKeys()));
        if (isNull(entry.getValueNode())) {
          continue; // "temp-dir:" with nothing behind it: the default holds
        }
        String value = text(spec, entry.getValueNode());
        settings.put(
            spec,
            spec.normalized(value)
                .orElseThrow(
                    () ->
                        SettingFailures.badValue(
                            file + ", line " + line(entry.getValueNode()),
                            key,
                            value,
                            spec.expected())));
      }
      return new ConfigFile(settings, options);
    }

    private void readOptions(Node node, Map<String, String> options) {
      if (isNull(node)) {
        return;
      }
      for (NodeTuple entry : mapping(node, OPTIONS)) {
        String name = scalar(entry.getKeyNode(), "an option's name");
        if (!name.matches(OPTION_NAME)) {
          throw SettingFailures.badFile(
              file, line(entry.getKeyNode()), "'" + name + "' is no option name", null);
        }
        options.put(name, scalar(entry.getValueNode(), "the value of " + name));
      }
    }

    private String text(SettingSpec spec, Node node) {
      if (!(node instanceof SequenceNode list) || !spec.isList()) {
        return scalar(node, "the value of " + spec.text());
      }
      List<String> parts = new ArrayList<>();
      for (Node part : list.getValue()) {
        parts.add(scalar(part, "an entry of " + spec.text()));
      }
      return String.join(spec == SettingSpec.PLUGIN_PATH ? File.pathSeparator : ",", parts);
    }

    private List<NodeTuple> mapping(Node node, String what) {
      if (node instanceof MappingNode mapping) {
        return mapping.getValue();
      }
      throw SettingFailures.badFile(
          file, line(node), what + " must be a list of 'name: value' lines", null);
    }

    private String scalar(Node node, String what) {
      if (node instanceof ScalarNode scalar && !isNull(node)) {
        return scalar.getValue();
      }
      throw SettingFailures.badFile(file, line(node), what + " must be a single value", null);
    }

    private static List<String> knownKeys() {
      return Stream.concat(
              Arrays.stream(SettingSpec.values()).map(SettingSpec::text), Stream.of(OPTIONS))
          .sorted()
          .toList();
    }
  }
}
