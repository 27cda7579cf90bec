package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates of eight digits, year first; blanks, NULs and zeros are null. */
final class DateColumn extends ColumnReader {
  private static final long NULL = Long.MIN_VALUE;
  private static final long INVALID = NULL + 1;
  private static final int LENGTH = 8;

  /** Eight digits above this are eight digits: no blanks and no sign are among them. */
  private static final int MIN_DATE = 9_999_999;

  private static final int KNOWN_DATES = 1024;

  private final LongVector vector;
  private final int[] numbers = new int[KNOWN_DATES];
  private final long[] days = new long[KNOWN_DATES];

  DateColumn(DbfInput input, DbfColumn column, RecordBlock block, LongVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    for (int row = fromRow; row < toRow; row++) {
      long days = days(block.starts[row]);
      if (days > INVALID) {
        vector.append(days);
      } else if (days == NULL) {
        vector.appendNull();
      } else if (input.options().nullInvalidValues()) {
        countInvalid(row);
        vector.appendNull();
      } else {
        throw miss(row);
      }
    }
  }

  @Override
  void survey(int fromRow, int toRow) {
    if (input.options().nullInvalidValues()) {
      return;
    }
    for (int row = fromRow; row < toRow; row++) {
      if (days(block.starts[row]) == INVALID) {
        column.evidence().addText();
        return;
      }
    }
  }

  private long days(int recordStart) {
    if (isNull(recordStart)) {
      return NULL;
    }
    byte[] b = block.text.bytes;
    int from = recordStart + column.field().offset();
    long number = EightBytes.number(b, from, LENGTH, 0);
    return number > MIN_DATE ? known((int) number) : slowDays(b, from);
  }

  /** Anything but eight digits, and the first years. */
  private long slowDays(byte[] b, int from) {
    int digits = 0;
    int blanks = 0;
    for (int i = 0; i < LENGTH; i++) {
      byte c = b[from + i];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else if (NumberText.isBlank(c)) {
        blanks++;
      } else {
        return INVALID;
      }
    }
    if (blanks == LENGTH || digits == 0) {
      return NULL;
    }
    return blanks > 0 ? INVALID : known(digits);
  }

  private static long daysOf(int year, int month, int day) {
    try {
      return year == 0 ? INVALID : LocalDate.of(year, month, day).toEpochDay();
    } catch (DateTimeException e) {
      return INVALID;
    }
  }

  /** The same few thousand dates come again and again. */
  private long known(int number) {
    int slot = (number ^ number >>> 6) & KNOWN_DATES - 1;
    if (numbers[slot] != number) {
      days[slot] = daysOf(number / 10_000, number / 100 % 100, number % 100);
      numbers[slot] = number;
    }
    return days[slot];
  }
}
