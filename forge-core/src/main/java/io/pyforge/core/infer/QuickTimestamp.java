package io.pyforge.core.infer;

/** Timestamps; those to the second, with a {@code Z} where they are UTC, are quick. */
final class QuickTimestamp extends QuickValue {
  private static final int LENGTH = 19;

  private final boolean utc;
  private boolean seen;

  QuickTimestamp(boolean utc) {
    this.utc = utc;
  }

  @Override
  public long quick(byte[] b, int start, int length) {
    if (length != (utc ? LENGTH + 1 : LENGTH) || utc && b[start + LENGTH] != 'Z') {
      return SLOW;
    }
    byte separator = b[start + TemporalText.DATE_LENGTH];
    long days = TemporalText.days(b, start);
    long micros = TemporalText.secondsOfDayMicros(b, start + TemporalText.DATE_LENGTH + 1);
    if (separator != ' ' && separator != 'T'
        || days == TemporalText.NONE
        || micros == TemporalText.NONE) {
      return SLOW;
    }
    seen = true;
    return days * TemporalText.MICROS_PER_DAY + micros;
  }

  @Override
  public void addTo(ColumnEvidence evidence) {
    if (seen) {
      evidence.addKind(utc ? ValueText.Kind.TIMESTAMP_UTC : ValueText.Kind.TIMESTAMP);
    }
  }
}
