package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.ColumnType;
import java.util.Optional;

/**
 * What the cells of a column hold, added up: the type follows from their kinds, and among numbers
 * from what {@link ColumnEvidence} says of their digits. Neither order nor cuts matter.
 *
 * <ul>
 *   <li>only numbers: what {@link ColumnEvidence} gives
 *   <li>only booleans, only times of day: that
 *   <li>dates: date when all are at midnight, else timestamp
 *   <li>durations, also among times of day: text
 *   <li>text, and any mixture: text
 * </ul>
 */
final class CellEvidence {
  private static final int NUMBERS =
      1 << CellKind.NUMBER | 1 << CellKind.FLOAT | 1 << CellKind.DIGITS;
  private static final int DAYS = 1 << CellKind.DATE | 1 << CellKind.TIMESTAMP;
  private static final int TEXTS = 1 << CellKind.TEXT | 1 << CellKind.SHARED;

  private final boolean errorsAreText;
  private int kinds;
  private boolean blankTexts;
  private boolean integers;
  private boolean decimals;
  private int maxIntegerDigits;
  private int maxScale;
  private boolean notKept;
  private final ColumnEvidence unusual = new ColumnEvidence();

  /**
   * @param errorsAreText whether errors are kept as text rather than null
   */
  CellEvidence(boolean errorsAreText) {
    this.errorsAreText = errorsAreText;
  }

  /** Adds a cell. */
  void add(SheetRow row, int cell, SharedStrings strings) {
    byte kind = row.kinds[cell];
    switch (kind) {
      case CellKind.NUMBER -> addNumber(row.values[cell], row.extras[cell]);
      case CellKind.DIGITS -> {
        ValueText value = new ValueText();
        int from = (int) row.values[cell];
        byte[] padded =
            java.util.Arrays.copyOfRange(row.text.bytes, from, from + row.extras[cell] + 16);
        if (value.classify(padded, 0, row.extras[cell]) == ValueText.Kind.TEXT) {
          kinds |= 1 << CellKind.TEXT; // beyond any number type
        } else {
          kinds |= 1 << kind;
          unusual.add(value);
        }
      }
      case CellKind.SHARED, CellKind.TEXT -> {
        if (CellTexts.isBlank(row, cell, strings)) {
          blankTexts = true; // no reason for a column to be text
        } else {
          kinds |= 1 << kind;
        }
      }
      case CellKind.ERROR -> {
        if (errorsAreText) {
          kinds |= 1 << CellKind.TEXT;
        }
      }
      case CellKind.EMPTY, CellKind.UNCALCULATED -> {
        // Nothing is there.
      }
      default -> kinds |= 1 << kind;
    }
  }

  private void addNumber(long unscaled, int scale) {
    kinds |= 1 << CellKind.NUMBER;
    int digits = NumericCells.digits(Math.abs(unscaled));
    if (scale == 0) {
      integers = true;
    } else {
      decimals = true;
      maxScale = Math.max(maxScale, scale);
    }
    maxIntegerDigits = Math.max(maxIntegerDigits, digits - scale);
    notKept =
        notKept
            || digits > ValueText.EXACT_DOUBLE_DIGITS && !ValueText.doubleKeeps(unscaled, scale);
  }

  /** Makes the column text, whatever its cells hold. */
  void addText() {
    kinds |= 1 << CellKind.TEXT;
  }

  /** Adds what other evidence knows. */
  void merge(CellEvidence other) {
    kinds |= other.kinds;
    blankTexts |= other.blankTexts;
    integers |= other.integers;
    decimals |= other.decimals;
    maxIntegerDigits = Math.max(maxIntegerDigits, other.maxIntegerDigits);
    maxScale = Math.max(maxScale, other.maxScale);
    notKept |= other.notKept;
    unusual.merge(other.unusual);
  }

  /** Whether there was no cell with a value. */
  boolean isEmpty() {
    return kinds == 0;
  }

  /** Whether a cell held text. */
  boolean hasText() {
    return (kinds & TEXTS) != 0;
  }

  /** Whether all cells so far are of the same sort as one of this kind would be. */
  boolean agreesWith(byte kind) {
    int group = group(kind);
    return kinds == 0 || hasText() || (kinds & ~group) == 0;
  }

  private static int group(byte kind) {
    int bit = 1 << kind;
    if ((bit & NUMBERS) != 0) {
      return NUMBERS;
    }
    if ((bit & DAYS) != 0) {
      return DAYS;
    }
    return (bit & TEXTS) != 0 ? TEXTS : bit;
  }

  /** The narrowest type that holds every cell; empty when none had a value. */
  Optional<ColumnType> type() {
    if (kinds == 0) {
      return blankTexts ? Optional.of(new ColumnType.Text()) : Optional.empty();
    }
    if ((kinds & ~NUMBERS) == 0) {
      ColumnEvidence numbers = new ColumnEvidence();
      numbers.merge(unusual);
      if (integers) {
        numbers.addNumbers(
            ValueText.Kind.INTEGER, maxIntegerDigits, decimals ? maxScale : 0, notKept);
      }
      if (decimals) {
        numbers.addNumbers(ValueText.Kind.DECIMAL, maxIntegerDigits, maxScale, notKept);
      }
      if ((kinds & 1 << CellKind.FLOAT) != 0) {
        numbers.addKind(ValueText.Kind.FLOAT);
      }
      return numbers.type();
    }
    if (kinds == 1 << CellKind.BOOLEAN) {
      return Optional.of(new ColumnType.Bool());
    }
    if (kinds == 1 << CellKind.DATE) {
      return Optional.of(new ColumnType.Date());
    }
    if ((kinds & ~DAYS) == 0) {
      return Optional.of(new ColumnType.Timestamp(false));
    }
    return Optional.of(kinds == 1 << CellKind.TIME ? new ColumnType.Time() : new ColumnType.Text());
  }
}
