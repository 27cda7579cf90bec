package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads cells in the form that nearly all software writes straight from the bytes of a sheet:
 * {@code <c r="B7" s="3" t="s"><v>12</v></c>}. What deviates from that in any way is left to {@link
 * XmlSheetRows}, which gives the same for what is read here.
 *
 * <p>The work is cut into small methods and a class for each form because one large method costs
 * the compiler more than a sheet costs to read.
 */
final class UsualCells {
  /** Bytes that hold any usual cell, formulas and the content of texts apart. */
  private static final int USUAL_CELL_BYTES = 128;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SIX_BYTES = 0xFFFF_FFFF_FFFFL;
  private static final long SEVEN_BYTES = 0xFF_FFFF_FFFF_FFFFL;
  private static final long CELL_START = eight("<c r=\"\0\0");
  private static final long VALUE_END = eight("</v></c>");
  private static final long FORMULA_END = eight("</f><v>\0");
  private static final long INLINE = eight("inlineSt");
  private static final long INLINE_START = eight("><is><t>");
  private static final byte[] VALUE_END_BYTES = "</v></c>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INLINE_END = "</t></is></c>".getBytes(StandardCharsets.US_ASCII);

  /** By byte: whether numbers are made of it. */
  private static final boolean[] IS_NUMERIC = new boolean[256];

  static {
    for (char c : "0123456789.-+eE".toCharArray()) {
      IS_NUMERIC[c] = true;
    }
  }

  private static final int NUMBER = 0;
  private static final int SHARED = 1;
  private static final int BOOLEAN = 2;
  private static final int FORMULA_TEXT = 3;
  private static final int INLINE_TEXT = 4;
  private static final int NONE = -1;

  private final XmlTokens xml;
  private final CellContext cells;
  private final Form[] forms = {
    new Numbers(), new SharedTexts(), new Booleans(), new FormulaTexts(), new InlineTexts()
  };
  private int column;

  UsualCells(XmlTokens xml, CellContext cells) {
    this.xml = xml;
    this.cells = cells;
  }

  private static long eight(String text) {
    return (long) LONG.get(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  /**
   * Reads the cell at the position when it has the usual form and lies in the buffer whole; else
   * nothing moves.
   */
  boolean next(SheetRow row) throws IOException {
    byte[] b = xml.bytes;
    int p = xml.position;
    if (xml.limit - p < USUAL_CELL_BYTES || ((long) LONG.get(b, p) & SIX_BYTES) != CELL_START) {
      return false;
    }
    p = reference(b, p + 6);
    if (p < 0) {
      return false;
    }
    int style = 0;
    if (b[p] == ' ' && b[p + 1] == 's' && b[p + 2] == '=' && b[p + 3] == '"') {
      p += 4;
      while (b[p] >= '0' && b[p] <= '9' && style < 1_000_000) {
        style = style * 10 + b[p++] - '0';
      }
      if (b[p++] != '"') {
        return false;
      }
    }
    int form = NUMBER;
    if (b[p] == ' ') {
      form = form(b, p);
      if (form == NONE) {
        return false;
      }
      p += form == FORMULA_TEXT ? 8 : form == INLINE_TEXT ? 15 : 6;
    } else if (b[p] == '/' && b[p + 1] == '>') {
      xml.position = p + 2; // a style and nothing in it
      return true;
    }
    return forms[form].read(row, style, p);
  }

  /** The column, from 0, of the cell read last. */
  int column() {
    return column;
  }

  /** Reads letters and digits up to the quote into {@link #column}; -1 when they are odd. */
  private int reference(byte[] b, int from) {
    int p = from;
    int number = 0;
    while (b[p] >= 'A' && b[p] <= 'Z' && p - from < 4) {
      number = number * 26 + b[p++] - 'A' + 1;
    }
    int digits = p;
    while (b[p] >= '0' && b[p] <= '9' && p - digits < 8) {
      p++;
    }
    if (digits == from || p == digits || b[p] != '"' || number > CellRange.MAX_COLUMNS) {
      return -1;
    }
    column = number - 1;
    return p + 1;
  }

  /** The form that the type's attribute at {@code p} asks for. */
  private static int form(byte[] b, int p) {
    if (b[p + 1] != 't' || b[p + 2] != '=' || b[p + 3] != '"') {
      return NONE;
    }
    byte type = b[p + 4];
    if (b[p + 5] == '"') {
      return type == 's' ? SHARED : type == 'b' ? BOOLEAN : type == 'n' ? NUMBER : NONE;
    }
    if (type == 's' && b[p + 5] == 't' && b[p + 6] == 'r' && b[p + 7] == '"') {
      return FORMULA_TEXT;
    }
    boolean inline = (long) LONG.get(b, p + 4) == INLINE && b[p + 12] == 'r' && b[p + 13] == '"';
    return inline && b[p + 14] == '>' ? INLINE_TEXT : NONE;
  }

  /** Where the value begins, behind a formula if there is one without attributes; else -1. */
  private int value(byte[] b, int at) {
    if (b[at] != '>' || b[at + 1] != '<' || b[at + 3] != '>') {
      return -1;
    }
    if (b[at + 2] == 'v') {
      return at + 4;
    }
    int end = xml.limit - USUAL_CELL_BYTES;
    int p = at + 4;
    while (p < end && b[p] != '<') {
      p++;
    }
    boolean formula =
        b[at + 2] == 'f' && p < end && ((long) LONG.get(b, p) & SEVEN_BYTES) == FORMULA_END;
    return formula ? p + 7 : -1;
  }

  /** One way in which a cell holds its value. */
  private abstract class Form {
    /**
     * Reads the cell, or nothing when it is not of this form after all.
     *
     * @param at where the start tag ends
     */
    abstract boolean read(SheetRow row, int style, int at) throws IOException;

    /** Goes on behind a cell whose value began at {@code from}. */
    final boolean taken(SheetRow row, int at, int from, int end) {
      row.formulas += from - at > 4 ? 1 : 0;
      xml.position = end;
      return true;
    }
  }

  private final class Numbers extends Form {
    @Override
    boolean read(SheetRow row, int style, int at) {
      byte[] b = xml.bytes;
      int from = value(b, at);
      if (from < 0) {
        return false;
      }
      int p = from;
      int end = xml.limit - Long.BYTES;
      while (p < end && IS_NUMERIC[b[p] & 0xFF]) {
        p++;
      }
      if (p == from || p >= end || (long) LONG.get(b, p) != VALUE_END) {
        return false;
      }
      cells.numbers().add(row, column, cells.format(style), b, from, p);
      return taken(row, at, from, p + Long.BYTES);
    }
  }

  private final class SharedTexts extends Form {
    @Override
    boolean read(SheetRow row, int style, int at) throws IOException {
      byte[] b = xml.bytes;
      int from = value(b, at);
      if (from < 0) {
        return false;
      }
      int p = from;
      long index = 0;
      while (b[p] >= '0' && b[p] <= '9' && p - from < 10) {
        index = index * 10 + b[p++] - '0';
      }
      if (p == from || (long) LONG.get(b, p) != VALUE_END) {
        return false;
      }
      cells.addShared(row, column, index, xml);
      return taken(row, at, from, p + Long.BYTES);
    }
  }

  private final class Booleans extends Form {
    @Override
    boolean read(SheetRow row, int style, int at) {
      byte[] b = xml.bytes;
      int from = value(b, at);
      if (from < 0
          || b[from] != '0' && b[from] != '1'
          || (long) LONG.get(b, from + 1) != VALUE_END) {
        return false;
      }
      row.add(column, CellKind.BOOLEAN, b[from] - '0', 0);
      return taken(row, at, from, from + 1 + Long.BYTES);
    }
  }

  /** Text of ASCII without entities and escapes, up to the tags that end the cell. */
  private abstract class Texts extends Form {
    final boolean readText(SheetRow row, int at, int from, byte[] endTags) {
      byte[] b = xml.bytes;
      int end = xml.limit - endTags.length;
      int p = from;
      while (p < end && b[p] != '<') {
        byte c = b[p++];
        if (c == '&' || c == '_' || c == '\r' || c < 0) {
          return false;
        }
      }
      if (p >= end
          || p == from
          || !Arrays.equals(b, p, p + endTags.length, endTags, 0, endTags.length)) {
        return false;
      }
      int start = row.text.length;
      row.text.append(b, from, p);
      row.addText(column, CellKind.TEXT, start);
      return taken(row, at, from, p + endTags.length);
    }
  }

  private final class FormulaTexts extends Texts {
    @Override
    boolean read(SheetRow row, int style, int at) {
      int from = value(xml.bytes, at);
      return from >= 0 && readText(row, at, from, VALUE_END_BYTES);
    }
  }

  private final class InlineTexts extends Texts {
    @Override
    boolean read(SheetRow row, int style, int at) {
      int from = at + 7;
      return (long) LONG.get(xml.bytes, at - 1) == INLINE_START
          && readText(row, from, from, INLINE_END);
    }
  }
}
