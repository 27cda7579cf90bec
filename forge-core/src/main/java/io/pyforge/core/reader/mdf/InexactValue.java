package io.pyforge.core.reader.mdf;

/** A value that the type of its column does not hold: a signal, without a stack trace. */
final class InexactValue extends Exception {
  private final int column;
  private final String what;

  /**
   * @param column its index in the table
   */
  InexactValue(int column, String what) {
    super(what, null, false, false);
    this.column = column;
    this.what = what;
  }

  int column() {
    return column;
  }

  String what() {
    return what;
  }
}
