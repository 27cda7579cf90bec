package io.pyforge.core.infer;

/** Dates. */
final class QuickDate extends QuickValue {
  private boolean seen;

  @Override
  public long quick(byte[] b, int start, int length) {
    long days =
        length == TemporalText.DATE_LENGTH ? TemporalText.days(b, start) : TemporalText.NONE;
    if (days == TemporalText.NONE) {
      return SLOW;
    }
    seen = true;
    return days;
  }

  @Override
  public void addTo(ColumnEvidence evidence) {
    if (seen) {
      evidence.addKind(ValueText.Kind.DATE);
    }
  }
}
