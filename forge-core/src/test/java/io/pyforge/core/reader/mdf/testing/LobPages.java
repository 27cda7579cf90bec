package io.pyforge.core.reader.mdf.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pages of a table for values outside of its rows. */
final class LobPages {
  private static final int PART_BYTES = 8040;
  private static final int SMALL_ROOT = 0;
  private static final int INTERNAL = 2;
  private static final int DATA = 3;
  private static final int ROOT_OF_2000 = 4;
  private static final int ROOT = 5;
  private static final int NULL_ROOT = 8;
  private static final int LINKS_OF_NODE = 3;

  /** A record that is written, and how many bytes of the value it leads to. */
  private record Part(int page, int slot, int bytes) {}

  private final UnitImage unit;
  private boolean empty = true;

  LobPages(UnitImage unit) {
    this.unit = unit;
  }

  UnitImage unit() {
    return unit;
  }

  boolean empty() {
    return empty;
  }

  /** Writes a value; returns the pointer to it. */
  byte[] write(Outside value) {
    byte[] bytes = value.bytes();
    empty &= value.form() == Outside.Form.AS_IT_IS;
    return switch (value.form()) {
      case SMALL_ROOT ->
          pointer(
              record(
                  SMALL_ROOT,
                  SqlValue.joined(
                      SqlValue.little(2, bytes.length), new byte[4], Arrays.copyOf(bytes, 64)),
                  bytes.length));
      case AS_IT_IS -> bytes;
      case NULL_ROOT -> pointer(record(NULL_ROOT, new byte[4], 0));
      case ROOT -> pointer(root(ROOT, parts(bytes), bytes.length));
      case ROOT_OF_2000 -> pointer(root(ROOT_OF_2000, parts(bytes), bytes.length));
      case TREE -> pointer(root(ROOT, nodes(parts(bytes)), bytes.length));
      case INLINE_ROOT ->
          SqlValue.joined(new byte[] {4, 0, 0, 15}, new byte[8], links(parts(bytes), false));
      case OVERFLOW ->
          SqlValue.joined(new byte[] {2, 0, 0, 1}, new byte[8], links(parts(bytes), false));
    };
  }

  /** Writes a root whose only link leads back to it; returns the pointer. */
  byte[] writeLoop() {
    empty = false;
    int slot = unit.page().slots();
    List<Part> itself = List.of(new Part(unit.page().number(), slot, 100));
    return pointer(root(ROOT, itself, 100));
  }

  private Part record(int kind, byte[] payload, int bytes) {
    byte[] record =
        SqlValue.joined(
            new byte[] {4 << 1, 0},
            SqlValue.little(2, 4 + 8 + 2 + payload.length),
            SqlValue.little(8, 0x7d10000),
            SqlValue.little(2, kind),
            payload);
    int slot = unit.add(record);
    return new Part(unit.page().number(), slot, bytes);
  }

  private List<Part> parts(byte[] bytes) {
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += PART_BYTES) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PART_BYTES));
      parts.add(record(DATA, part, part.length));
    }
    return parts;
  }

  private List<Part> nodes(List<Part> parts) {
    List<Part> nodes = new ArrayList<>();
    for (int at = 0; at < parts.size(); at += LINKS_OF_NODE) {
      List<Part> some = parts.subList(at, Math.min(parts.size(), at + LINKS_OF_NODE));
      int bytes = some.stream().mapToInt(Part::bytes).sum();
      byte[] payload =
          SqlValue.joined(
              SqlValue.little(2, LINKS_OF_NODE),
              SqlValue.little(2, some.size()),
              SqlValue.little(2, 1),
              links(some, true));
      nodes.add(record(INTERNAL, payload, bytes));
    }
    return nodes;
  }

  private Part root(int kind, List<Part> parts, int bytes) {
    byte[] payload =
        SqlValue.joined(
            SqlValue.little(2, 5 + parts.size()),
            SqlValue.little(2, parts.size()),
            SqlValue.little(2, 1),
            new byte[4],
            links(parts, false));
    return record(kind, payload, bytes);
  }

  private static byte[] links(List<Part> parts, boolean wide) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long end = 0;
    for (Part part : parts) {
      end += part.bytes;
      out.writeBytes(SqlValue.little(wide ? 8 : 4, end));
      out.writeBytes(UnitImage.address(part.page));
      out.writeBytes(SqlValue.little(2, part.slot));
    }
    return out.toByteArray();
  }

  private static byte[] pointer(Part root) {
    return SqlValue.joined(
        new byte[8], UnitImage.address(root.page), SqlValue.little(2, root.slot));
  }
}
