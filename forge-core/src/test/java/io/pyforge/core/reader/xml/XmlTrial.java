package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemorySource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One attack on the reader: a text with options. {@link #check} reads it as a whole and with as
 * little sampled and held as can be, which must agree with each other; with child tables, also with
 * the JDK's parser on every value.
 */
record XmlTrial(byte[] text, Map<String, String> options) {
  /** Bytes of an attack that choose options. */
  static final int HEAD_BYTES = 2;

  private static final int MAX_DEPTH = 60;
  private static final int KEYS = 3;

  /** An attack from arbitrary bytes: the first two choose, the rest is the text. */
  static XmlTrial of(byte[] attack) {
    byte[] head = Arrays.copyOf(attack, HEAD_BYTES);
    byte[] text =
        attack.length <= HEAD_BYTES
            ? new byte[0]
            : Arrays.copyOfRange(attack, HEAD_BYTES, attack.length);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("max-depth", Integer.toString(MAX_DEPTH));
    options.put("max-columns", "2000");
    options.put("max-entity-expansion", "10000");
    String arrays = pick(head[0], "expand", "concatenate", "json_string", null);
    if (arrays == null) {
      options.put("child-tables", "true");
      options.put("types", "string");
    } else {
      options.put("array-handling", arrays);
      put(options, "flatten-strategy", pick(head[0] >> 2, null, "moderate", "aggressive", null));
      put(options, "types", pick(head[1], null, null, null, "string"));
      put(options, "row-tag", pick(head[1] >> 2, null, null, null, "r"));
    }
    put(options, "namespace-handling", pick(head[0] >> 4, null, "strip", "prefix", null));
    put(options, "strict-types", pick(head[0] >> 6, null, null, null, "true"));
    return new XmlTrial(text, options);
  }

  private static @Nullable String pick(int bits, @Nullable String... values) {
    return values[bits & 3];
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  /** Reads the text in every way and compares. */
  void check() {
    ReaderRun small = run(new XmlReader(1, 0), ReaderRun.AfterMiss.SURVEY);
    ReaderRun whole = run(new XmlReader(), ReaderRun.AfterMiss.SURVEY);
    for (ReaderRun run : List.of(small, whole)) {
      assertThat(run.failure()).matches("|(?s)(INPUT|USAGE row-element-unknown).*");
    }
    assertThat(small.failure().isEmpty()).isEqualTo(whole.failure().isEmpty());
    assertThat(small.columns()).as("columns of little and of all").isEqualTo(whole.columns());
    assertThat(small.rows()).as("rows of little and of all").isEqualTo(whole.rows());
    if (whole.failure().isEmpty() && options.containsKey("child-tables")) {
      compareWithJdk(whole);
    }
  }

  private ReaderRun run(XmlReader reader, ReaderRun.AfterMiss afterMiss) {
    return ReaderRun.of(
        reader, new MemorySource("t.xml", text), OptionValues.of(options), afterMiss);
  }

  /** Every value is in one cell, when there is one document that says all itself. */
  private void compareWithJdk(ReaderRun run) {
    String shown = new String(text, StandardCharsets.ISO_8859_1);
    if (shown.contains("<!") || run.columns().stream().anyMatch(c -> c.contains("_document_id"))) {
      return;
    }
    List<String> wanted;
    try {
      wanted = values();
    } catch (XMLStreamException e) {
      return; // the JDK knows fewer encodings, and is stricter about some names
    }
    List<String> cells = new ArrayList<>();
    for (List<@Nullable String> row : run.rows()) {
      for (String cell : row) {
        if (cell != null && !cell.isEmpty()) {
          cells.add(cell);
        }
      }
    }
    Map<String, Integer> left = counted(cells);
    counted(wanted).forEach((value, count) -> left.merge(value, -count, Integer::sum));
    left.values().removeIf(count -> count == 0);
    // What is left are numbers of rows and parents, and positions.
    assertThat(left.keySet()).allMatch(value -> value.matches("\\d{1,9}"));
    assertThat(left.values()).allMatch(count -> count > 0);
    assertThat(left.values().stream().mapToInt(i -> i).sum())
        .isLessThanOrEqualTo(run.rows().size() * KEYS);
  }

  private static Map<String, Integer> counted(List<String> values) {
    Map<String, Integer> counts = new TreeMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }

  /** Attributes and texts as the JDK's parser reads them. */
  private List<String> values() throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(text));
    List<String> values = new ArrayList<>();
    Deque<List<String>> open = new ArrayDeque<>();
    StringBuilder run = new StringBuilder();
    Deque<Boolean> keeps = new ArrayDeque<>();
    keeps.push(false);
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          endRun(open, run, keeps.getFirst(), false);
          open.push(new ArrayList<>());
          boolean keep = keeps.getFirst();
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            values.add(reader.getAttributeValue(i));
            if ("xml".equals(reader.getAttributePrefix(i))
                && reader.getAttributeLocalName(i).equals("space")) {
              keep = reader.getAttributeValue(i).equals("preserve");
            }
          }
          keeps.push(keep);
          open.getFirst().add(""); // a mark that no child came yet
        }
        case XMLStreamConstants.END_ELEMENT -> {
          boolean leaf = open.getFirst().remove("");
          endRun(open, run, keeps.pop(), leaf);
          values.add(String.join(" ", open.pop()));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            run.append(reader.getText());
        default -> {
          // Nothing else is data.
        }
      }
    }
    values.removeIf(String::isEmpty);
    return values;
  }

  private static void endRun(
      Deque<List<String>> open, StringBuilder run, boolean keeps, boolean leaf) {
    String text = run.toString();
    String stripped = text.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
    run.setLength(0);
    if (!leaf && !open.isEmpty()) {
      open.getFirst().remove("");
    }
    if (!stripped.isEmpty() || keeps && leaf && !text.isEmpty()) {
      open.getFirst().add(keeps ? text : stripped);
    }
  }
}
