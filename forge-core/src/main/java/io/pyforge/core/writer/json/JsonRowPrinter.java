package io.pyforge.core.writer.json;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.CellPrinter;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import java.nio.charset.StandardCharsets;

/** Prints rows as objects, with something between two of them and nothing round them all. */
final class JsonRowPrinter implements TextLayout.RowPrinter {
  /** What the text of a value has round it. */
  private enum Shape {
    /** A number, true or false: nothing. */
    BARE,
    /** A number that may be none. */
    FLOAT,
    /** Quotes, and nothing to escape inside. */
    QUOTED,
    /** Quotes, and escapes inside. */
    TEXT
  }

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonStyle style;
  private final byte[] between;
  private final CellPrinter[] cells;
  private final Shape[] shapes;

  /** By column: the name as a string, and a colon. */
  private final byte[][] names;

  JsonRowPrinter(Schema schema, JsonStyle style, byte[] between) {
    this.style = style;
    this.between = between;
    cells = new CellPrinter[schema.width()];
    shapes = new Shape[schema.width()];
    names = new byte[schema.width()][];
    for (int i = 0; i < cells.length; i++) {
      ColumnType type = schema.field(i).type();
      cells[i] = CellPrinter.of(type);
      shapes[i] = shape(type);
      OutputBuffer name = new OutputBuffer();
      name.append(JsonText.of(schema.field(i).name()));
      name.append(new byte[] {':'});
      names[i] = java.util.Arrays.copyOf(name.array(), name.length());
    }
  }

  private static Shape shape(ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return Shape.TEXT;
    }
    if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
      return Shape.FLOAT;
    }
    if (type instanceof ColumnType.Bool
        || type instanceof ColumnType.Int32
        || type instanceof ColumnType.Int64
        || type instanceof ColumnType.Decimal) {
      return Shape.BARE;
    }
    if (type instanceof ColumnType.Binary
        || type instanceof ColumnType.Date
        || type instanceof ColumnType.Time
        || type instanceof ColumnType.Timestamp) {
      return Shape.QUOTED;
    }
    throw new IllegalStateException("no form in JSON: " + type.name());
  }

  @Override
  public void print(RecordBatch batch, OutputBuffer out, CellCounts counts) {
    for (int i = 0; i < cells.length; i++) {
      cells[i].load(batch.vector(i));
    }
    for (int row = 0; row < batch.rowCount(); row++) {
      if (row > 0) {
        out.append(between);
      }
      out.reserve(1);
      out.putByte('{');
      boolean first = true;
      for (int i = 0; i < cells.length; i++) {
        boolean present = cells[i].next();
        if (!present && style.leaveOutNulls()) {
          continue;
        }
        out.reserve(names[i].length + 1L);
        if (!first) {
          out.putByte(',');
        }
        first = false;
        out.append(names[i]);
        if (present) {
          printValue(i, out, counts);
        } else {
          out.append(NULL);
        }
      }
      out.reserve(1);
      out.putByte('}');
    }
  }

  private void printValue(int column, OutputBuffer out, CellCounts counts) {
    CellPrinter cell = cells[column];
    switch (shapes[column]) {
      case TEXT -> {
        CellPrinter.Bytes text = (CellPrinter.Bytes) cell;
        JsonText.append(text.buffer(), text.offset(), text.length(), out);
      }
      case BARE -> print(cell, out);
      case QUOTED -> printQuoted(cell, out);
      case FLOAT -> {
        double value = Double.longBitsToDouble(((CellPrinter.Longs) cell).value());
        if (Double.isFinite(value)) {
          print(cell, out);
        } else if (style.wordsAsText()) {
          printQuoted(cell, out);
        } else {
          counts.add(JsonLayout.NO_NUMBER, column);
          out.append(NULL);
        }
      }
    }
  }

  private static void printQuoted(CellPrinter cell, OutputBuffer out) {
    out.reserve(1);
    out.putByte('"');
    print(cell, out);
    out.reserve(1);
    out.putByte('"');
  }

  private static void print(CellPrinter cell, OutputBuffer out) {
    out.reserve(cell.room());
    out.length(cell.print(out.array(), out.length()));
  }
}
