package io.pyforge.core.writer.json;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One table as objects, in an array or in lines. Lines end in LF. */
record JsonLayout(String table, Schema schema, JsonStyle style, Form form) implements TextLayout {
  /** How the objects stand together. */
  enum Form {
    /** One JSON text. */
    ARRAY("[", "\n", ",\n", "\n]\n", "[]\n"),
    /** A JSON text in each line. */
    LINES("", "", "\n", "\n", "");

    private final byte[] head;
    private final byte[] first;
    private final byte[] between;
    private final byte[] tail;
    private final byte[] emptyTail;

    Form(String head, String first, String between, String tail, String whenEmpty) {
      this.head = head.getBytes(StandardCharsets.US_ASCII);
      this.first = first.getBytes(StandardCharsets.US_ASCII);
      this.between = between.getBytes(StandardCharsets.US_ASCII);
      this.tail = tail.getBytes(StandardCharsets.US_ASCII);
      emptyTail = whenEmpty.substring(head.length()).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** What is counted: numbers that JSON does not have. */
  static final int NO_NUMBER = 0;

  @Override
  public int countedKinds() {
    return NO_NUMBER + 1;
  }

  @Override
  public byte[] head(CellCounts counts) {
    return form.head;
  }

  @Override
  public byte[] first() {
    return form.first;
  }

  @Override
  public byte[] between() {
    return form.between;
  }

  @Override
  public byte[] tail(boolean empty) {
    return empty ? form.emptyTail : form.tail;
  }

  @Override
  public RowPrinter newPrinter() {
    return new JsonRowPrinter(schema, style, form.between);
  }

  @Override
  public List<Notice> notices(CellCounts counts) {
    return counts.total(NO_NUMBER) == 0
        ? List.of()
        : List.of(
            new Notice(
                "numbers-made-null",
                "table "
                    + table
                    + ": NaN and infinite numbers, which JSON does not have, are null: "
                    + counts.places(NO_NUMBER, schema)));
  }
}
