package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.ShapeNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a walk knows of an element that is open. There is one for each depth, used again by one
 * element after the other.
 */
final class OpenElement {
  private static final byte BLANK = ' ';

  @SuppressWarnings("NullAway.Init") // start sets it before anything else
  private ShapeNode place;

  @SuppressWarnings("NullAway.Init") // likewise
  private KnownPlaces within;

  /** Whether it was told as one that may hold others, rather than as a value alone. */
  boolean opened;

  /** Whether it has children. */
  boolean parent;

  /** Whether {@code xsi:nil} says that it is null. */
  boolean nil;

  /** Whether blanks around its text are part of it. */
  boolean keepsSpace;

  /** Whether it is a row. */
  private boolean row;

  /** What was held when the row started that it is or lies in. */
  private long rowStart;

  /** The scope of namespaces around it. */
  private long scopeAround;

  /** Its text so far, where children part it. */
  private byte @Nullable [] text;

  private int textLength;

  /** Begins an element. */
  void start(
      ShapeNode itsPlace,
      KnownPlaces placesWithin,
      boolean isRow,
      long start,
      boolean keeps,
      long scope) {
    place = itsPlace;
    within = placesWithin;
    row = isRow;
    rowStart = start;
    keepsSpace = keeps;
    scopeAround = scope;
    opened = false;
    parent = false;
    nil = false;
    textLength = 0;
    placesWithin.restart();
  }

  ShapeNode place() {
    return place;
  }

  /** The places within it, by name. */
  KnownPlaces within() {
    return within;
  }

  boolean isRow() {
    return row;
  }

  long rowStart() {
    return rowStart;
  }

  long scopeAround() {
    return scopeAround;
  }

  /** Adds a part of its text, behind a blank where there is one before. */
  void addText(byte[] b, int from, int to) {
    int needed = textLength + 1 + to - from;
    byte[] gathered = text == null ? new byte[0] : text;
    if (gathered.length < needed) {
      gathered = Arrays.copyOf(gathered, (int) Math.min(needed * 2L, Integer.MAX_VALUE - 16));
    }
    if (textLength > 0) {
      gathered[textLength++] = BLANK;
    }
    System.arraycopy(b, from, gathered, textLength, to - from);
    textLength += to - from;
    text = gathered;
  }

  /** Bytes of the text that {@link #addText} added. */
  int textLength() {
    return textLength;
  }

  /** Moves the added text behind what an arena holds. */
  void moveText(TextArena arena) {
    byte[] gathered = text;
    if (gathered != null) {
      arena.append(gathered, 0, textLength);
    }
    textLength = 0;
  }
}
