package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What the values of one column look like, in every style that all of them are written in. */
final class CellValues {
  private final Map<CellStyle, ColumnEvidence> evidence = new EnumMap<>(CellStyle.class);
  private final ValueText value = new ValueText();
  private boolean decimalComma;
  private long dashes;

  CellValues() {
    for (CellStyle style : CellStyle.values()) {
      evidence.put(style, new ColumnEvidence());
    }
  }

  /** Adds a value that is not blank. */
  void add(String text) {
    decimalComma |= CellStyle.isDecimalComma(text);
    dashes += CellStyle.isDash(text) ? 1 : 0;
    evidence
        .entrySet()
        .removeIf(
            entry -> {
              String machine = entry.getKey().machine(text);
              if (machine == null) {
                return true;
              }
              learn(machine, entry.getValue());
              return false;
            });
  }

  private void learn(String machine, ColumnEvidence into) {
    byte[] utf8 = machine.getBytes(StandardCharsets.UTF_8);
    value.classify(Arrays.copyOf(utf8, utf8.length + QuickValue.PADDING), 0, utf8.length);
    into.add(value);
  }

  boolean decimalComma() {
    return decimalComma;
  }

  long dashes() {
    return dashes;
  }

  /**
   * The style to read the column in: as it stands if that gives a type, else the only one that
   * does.
   *
   * @param commasSeparate whether commas may be taken for separators of thousands
   */
  CellStyle style(boolean commasSeparate) {
    if (isTyped(CellStyle.PLAIN)) {
      return CellStyle.PLAIN;
    }
    if (commasSeparate && isTyped(CellStyle.NUMBER)) {
      return CellStyle.NUMBER;
    }
    if (isTyped(CellStyle.MONTH_NAME)) {
      return CellStyle.MONTH_NAME;
    }
    boolean dayFirst = isTyped(CellStyle.DAY_FIRST);
    boolean monthFirst = isTyped(CellStyle.MONTH_FIRST);
    if (dayFirst != monthFirst) {
      return dayFirst ? CellStyle.DAY_FIRST : CellStyle.MONTH_FIRST;
    }
    return CellStyle.PLAIN;
  }

  private boolean isTyped(CellStyle style) {
    ColumnEvidence known = evidence.get(style);
    return known != null && !known.isEmpty() && !known.isText();
  }

  /** The type of the column in a style. */
  ColumnType type(CellStyle style) {
    ColumnEvidence known = evidence.get(style);
    return known == null ? new ColumnType.Text() : known.type().orElseGet(ColumnType.Text::new);
  }
}
