package io.pyforge.core.reader.json;

import io.pyforge.core.infer.ValueToken;
import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Tells JSON values of a block as nested records. Values lie in the block: as they stand there, or,
 * where escapes or white space ask for it, rewritten behind the text.
 */
final class RecordParser {
  private static final byte[] NO_STEP = new byte[0];

  private final JsonScanner scanner;
  private final JsonStrings strings = new JsonStrings();
  private final TextBlock block;
  private final RecordEvents events;
  private byte[] b;

  // The content of the string scanned last.
  private int from;
  private int to;

  RecordParser(JsonScanner scanner, TextBlock block, RecordEvents events) {
    this.scanner = scanner;
    this.block = block;
    this.events = events;
    b = block.bytes;
  }

  /** Surrogates that were no half of a pair. */
  int loneSurrogates() {
    return strings.loneSurrogates();
  }

  /**
   * Tells the value that starts at {@code p} as a record.
   *
   * @return the value's end
   */
  int parse(int p) throws JsonSyntax, SchemaMiss {
    b = block.bytes;
    events.begin(block.offset + p);
    ShapeNode top = events.top();
    int end;
    switch (b[p]) {
      case '{' -> end = members(top, p, 1);
      case '[' -> {
        ShapeNode array = events.child(top, NO_STEP, 0, 0);
        end = value(array, p, 0);
      }
      default -> end = value(top, p, 0);
    }
    events.end();
    return end;
  }

  private int value(ShapeNode node, int p, int depth) throws JsonSyntax, SchemaMiss {
    if (p >= block.end) {
      throw JsonSyntax.expected("a value", b, p, block.end);
    }
    if (b[p] == '[') {
      events.array(node);
    }
    if (b[p] != 'n' && events.wantsJson(node)) {
      return json(node, p);
    }
    switch (b[p]) {
      case '"' -> {
        int end = string(p);
        events.value(node, ValueToken.STRING, b, from, to);
        return end;
      }
      case '{' -> {
        events.open(node);
        int end = members(node, p, depth + 1);
        events.close(node);
        return end;
      }
      case '[' -> {
        return elements(node, p, depth + 1);
      }
      case 't', 'f' -> {
        int end = JsonScanner.wordEnd(b, p, block.end);
        events.value(node, ValueToken.BOOLEAN, b, p, end);
        return end;
      }
      case 'n' -> {
        int end = JsonScanner.wordEnd(b, p, block.end);
        events.nothing(node);
        return end;
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        int end = JsonScanner.numberEnd(b, p, block.end);
        events.value(node, ValueToken.NUMBER, b, p, end);
        return end;
      }
      default -> throw JsonSyntax.expected("a value", b, p, block.end);
    }
  }

  private int members(ShapeNode node, int p, int depth) throws JsonSyntax, SchemaMiss {
    if (depth > scanner.maxDepth()) {
      throw JsonSyntax.tooDeep(scanner.maxDepth(), p);
    }
    int end = block.end;
    int at = scanner.skip(b, p + 1, end);
    if (at < end && b[at] == '}') {
      return at + 1;
    }
    while (true) {
      if (at >= end || b[at] != '"') {
        throw JsonSyntax.expected("a key", b, at, end);
      }
      ShapeNode likely = events.likelyChild(node);
      if (likely != null && isKey(likely, at)) {
        events.occurs(likely);
        at = value(likely, scanner.skip(b, at + likely.jsonKey().length, end), depth);
      } else {
        at = string(at);
        ShapeNode child = events.child(node, b, from, to);
        at = value(child, scanner.afterColon(b, at, end), depth);
      }
      at = scanner.skip(b, at, end);
      if (at < end && b[at] == '}') {
        return at + 1;
      }
      if (at >= end || b[at] != ',') {
        throw JsonSyntax.expected("',' or '}'", b, at, end);
      }
      at = scanner.skip(b, at + 1, end);
    }
  }

  /** Whether the key of a place, and its colon, stand at {@code p}. */
  private boolean isKey(ShapeNode place, int p) {
    byte[] key = place.jsonKey();
    return p + key.length <= block.end && JsonScanner.isAt(b, p, key);
  }

  private int elements(ShapeNode node, int p, int depth) throws JsonSyntax, SchemaMiss {
    if (depth > scanner.maxDepth()) {
      throw JsonSyntax.tooDeep(scanner.maxDepth(), p);
    }
    int end = block.end;
    int at = scanner.skip(b, p + 1, end);
    if (at < end && b[at] == ']') {
      return at + 1;
    }
    while (true) {
      if (at < end && b[at] == '[') {
        events.open(node);
        ShapeNode inner = events.child(node, NO_STEP, 0, 0);
        at = value(inner, at, depth);
        events.close(node);
      } else {
        at = value(node, at, depth);
      }
      at = scanner.skip(b, at, end);
      if (at < end && b[at] == ']') {
        return at + 1;
      }
      if (at >= end || b[at] != ',') {
        throw JsonSyntax.expected("',' or ']'", b, at, end);
      }
      at = scanner.skip(b, at + 1, end);
    }
  }

  /** Finds the string whose quote is at {@code p}; returns its end. */
  private int string(int p) throws JsonSyntax {
    int first = p + 1;
    int at = JsonScanner.plainEnd(b, first, block.end);
    if (at < block.end && b[at] == '"') {
      from = first;
      to = at;
      return at + 1;
    }
    int end = JsonScanner.stringEnd(b, first, block.end);
    int scratch = block.takeScratch(end - 1 - first);
    b = block.bytes;
    to = strings.unescape(b, first, end - 1, b, scratch);
    from = scratch;
    return end;
  }

  /** Tells any value as JSON. */
  private int json(ShapeNode node, int p) throws JsonSyntax, SchemaMiss {
    int end = scanner.valueEnd(b, p, block.end);
    int scratch = block.takeScratch(end - p);
    b = block.bytes;
    int compactEnd = JsonStrings.compact(b, p, end, b, scratch);
    if (compactEnd - scratch == end - p) {
      events.json(node, b, p, end, true);
    } else {
      events.json(node, b, scratch, compactEnd, true);
    }
    return end;
  }
}
