package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether the first row names the columns, from what stands below it in many rows. A text
 * over numbers, dates or booleans speaks for a header; a value that looks like those below it, or
 * is repeated below, speaks for data. Where nothing speaks, text in every cell is a header. Docs:
 * docs/interpretation/csv.md.
 */
final class HeaderDetector {
  /** A column below the first row: what its values are, and the texts among them. */
  private static final class Body {
    final ColumnEvidence evidence = new ColumnEvidence();
    final Set<String> texts = new HashSet<>();
  }

  private static final int MAX_ROWS = 256;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  private final ValueText value = new ValueText();
  private final List<Body> columns = new ArrayList<>();
  private final Set<String> nullTexts = new HashSet<>();
  private int rows;

  HeaderDetector(List<byte[]> nullTexts) {
    nullTexts.forEach(t -> this.nullTexts.add(new String(t, StandardCharsets.UTF_8)));
  }

  /** Whether more rows would still be looked at. */
  boolean wantsMore() {
    return rows < MAX_ROWS;
  }

  /** Takes a row below the first. */
  void addRow(List<String> fields) {
    rows++;
    while (columns.size() < fields.size()) {
      columns.add(new Body());
    }
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      if (nullTexts.contains(field)) {
        continue;
      }
      Body body = columns.get(i);
      if (kind(field) == ValueText.Kind.TEXT) {
        body.texts.add(field);
      }
      body.evidence.add(value);
    }
  }

  /**
   * Whether {@code first} is a header over the rows added.
   *
   * @param onlyProven whether something must speak for it; else text in every cell is enough where
   *     nothing speaks against it
   */
  boolean isHeader(List<String> first, boolean onlyProven) {
    double header = 0;
    double data = 0;
    boolean plausible = true;
    boolean anyText = false;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < first.size(); i++) {
      String cell = first.get(i);
      ValueText.Kind kind = kind(cell);
      if (kind == ValueText.Kind.BLANK) {
        continue;
      }
      boolean year = isYear(kind);
      anyText |= kind == ValueText.Kind.TEXT;
      plausible &=
          (kind == ValueText.Kind.TEXT || year) && names.add(cell.toLowerCase(Locale.ROOT));
      if (i >= columns.size() || columns.get(i).evidence.isEmpty() || nullTexts.contains(cell)) {
        continue;
      }
      Body body = columns.get(i);
      boolean textBelow = body.evidence.kinds().contains(ValueText.Kind.TEXT);
      if (!textBelow && kind == ValueText.Kind.TEXT) {
        header += 2;
      } else if (!textBelow && body.evidence.kinds().contains(kind) && !year) {
        data += 2;
      } else if (textBelow && cell.length() > 1 && body.texts.contains(cell)) {
        data += 1;
      }
    }
    if (!anyText) {
      return false;
    }
    return header == data ? !onlyProven && plausible && data == 0 : header > data;
  }

  /** Years stand in headers of pivoted tables, over numbers, which proves nothing either way. */
  private boolean isYear(ValueText.Kind kind) {
    return kind == ValueText.Kind.INTEGER
        && rows > 0
        && value.longValue() >= FIRST_YEAR
        && value.longValue() <= LAST_YEAR;
  }

  private ValueText.Kind kind(String field) {
    byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
    return value.classify(utf8, 0, utf8.length);
  }
}
