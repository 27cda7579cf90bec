package io.pyforge.core.reader.json;

/**
 * Where the records of a text are.
 *
 * @param form how they follow one another
 * @param from where the first may start, in bytes of UTF-8
 * @param to where they end, exclusive; {@link #UNKNOWN} when the text is to be read up to its end
 */
record JsonLayout(Form form, long from, long to) {
  static final long UNKNOWN = -1;

  /** How records follow one another. */
  enum Form {
    /** Each on a line of its own. */
    LINES("lines"),
    /** One after the other, white space between them; often there is only one. */
    VALUES("document"),
    /** As elements of one array, commas between them. */
    ELEMENTS("array");

    private final String shown;

    Form(String shown) {
      this.shown = shown;
    }

    /** The word for {@code info}. */
    String shown() {
      return shown;
    }
  }
}
