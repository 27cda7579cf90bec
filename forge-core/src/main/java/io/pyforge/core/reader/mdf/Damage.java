package io.pyforge.core.reader.mdf;

/**
 * Something in the file is not as it must be, or is of a kind that is not read. It says what and
 * where within the file; who catches it knows which file and table that concerns.
 */
final class Damage extends Exception {
  private final String code;
  private final String what;
  private final String remedy;

  Damage(String code, String what, String remedy) {
    super(what);
    this.code = code;
    this.what = what;
    this.remedy = remedy;
  }

  /** The slug of the failure that it becomes. */
  String code() {
    return code;
  }

  /** What is wrong, and on which page. */
  String what() {
    return what;
  }

  /** What to do. */
  String remedy() {
    return remedy;
  }
}
