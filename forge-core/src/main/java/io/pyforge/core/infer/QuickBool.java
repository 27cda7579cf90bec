package io.pyforge.core.infer;

/** Booleans; those in lower case are quick. */
final class QuickBool extends QuickValue {
  private boolean seen;

  @Override
  public long quick(byte[] b, int start, int length) {
    boolean yes =
        length == 4
            && b[start] == 't'
            && b[start + 1] == 'r'
            && b[start + 2] == 'u'
            && b[start + 3] == 'e';
    boolean no =
        length == 5
            && b[start] == 'f'
            && b[start + 1] == 'a'
            && b[start + 2] == 'l'
            && b[start + 3] == 's'
            && b[start + 4] == 'e';
    if (!yes && !no) {
      return SLOW;
    }
    seen = true;
    return yes ? 1 : 0;
  }

  @Override
  public void addTo(ColumnEvidence evidence) {
    if (seen) {
      evidence.addKind(ValueText.Kind.BOOLEAN);
    }
  }
}
