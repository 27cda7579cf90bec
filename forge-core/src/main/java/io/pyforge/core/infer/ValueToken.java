package io.pyforge.core.infer;

/** What a source says a value is, which bounds what may be inferred from its text. */
public enum ValueToken {
  /** Nothing: any type may be inferred, and blanks are null in a typed column. */
  TEXT {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      value.classify(b, from, to - from);
      evidence.add(value);
    }
  },
  /**
   * A text between quotes, as in JSON: {@code "12"} stays text. Dates and timestamps are inferred,
   * because such formats have no other way to write them.
   */
  STRING {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      evidence.addKind(stringKind(value, b, from, to));
    }
  },
  /** A number. */
  NUMBER {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      value.classify(b, from, to - from);
      evidence.add(value);
    }
  },
  /** {@code true} or {@code false}. */
  BOOLEAN {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      evidence.addKind(ValueText.Kind.BOOLEAN);
    }
  },
  /** Structure kept as text: complete JSON, for example. */
  STRUCTURE {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      evidence.addKind(ValueText.Kind.TEXT);
    }
  },
  /** As {@link #STRUCTURE}, one of several that together make an array. */
  PIECE {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      evidence.addKind(ValueText.Kind.TEXT);
    }
  },
  /**
   * No text, but a value of the column's own type, which the source knows: for what a {@link
   * io.pyforge.spi.batch.LongVector} holds its eight bytes, for an {@link
   * io.pyforge.spi.batch.Int128Vector} sixteen, the upper half first, both most significant byte
   * first; text and binary as they are.
   */
  TYPED {
    @Override
    public void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence) {
      throw new IllegalStateException("nothing is to be inferred of typed values");
    }
  };

  private static final ValueToken[] BY_CODE = values();

  /** A number from 1 on, for arrays of tokens in which 0 means no value. */
  public byte code() {
    return (byte) (ordinal() + 1);
  }

  /** The token of a {@link #code}. */
  public static ValueToken of(byte code) {
    return BY_CODE[code - 1];
  }

  /** Adds to a column's evidence what the value in {@code b[from..to)} tells. */
  public abstract void learn(ValueText value, byte[] b, int from, int to, ColumnEvidence evidence);

  /** What a quoted text is: a date, a timestamp, or text. */
  static ValueText.Kind stringKind(ValueText value, byte[] b, int from, int to) {
    boolean digit = from < to && b[from] >= '0' && b[from] <= '9' && b[to - 1] != ' ';
    if (!digit) {
      return ValueText.Kind.TEXT;
    }
    ValueText.Kind kind = value.classify(b, from, to - from);
    return switch (kind) {
      case DATE, TIMESTAMP, TIMESTAMP_UTC -> kind;
      default -> ValueText.Kind.TEXT;
    };
  }
}
