package io.pyforge.core.reader.parquet;

import io.pyforge.core.infer.ValueToken;
import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.reader.parquet.SchemaPlace.Kind;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.reader.SchemaMiss;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts records together from the columns of a row group, by their definition and repetition levels,
 * and tells them as nested records. Columns that do not agree on how many elements there are end in
 * {@link IllegalStateException}, as other damage does.
 */
final class RecordTeller {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** What a value takes in memory until its record is complete, its own bytes apart. */
  private static final int VALUE_BYTES = 64;

  private static final int SCRATCH_BYTES = 8 * 1024;

  private final SchemaPlace top;
  private final NestedColumns columns;
  private final LeafValues[] leaves;
  private final RecordEvents events;
  private final long maxRecordBytes;
  private final JsonBuffer json = new JsonBuffer();
  private byte[] scratch = new byte[SCRATCH_BYTES];
  private int scratchEnd;
  private long recordBytes;

  /**
   * @param leaves of the row group, by their order in the file
   */
  RecordTeller(
      SchemaPlace top,
      NestedColumns columns,
      LeafValues[] leaves,
      RecordEvents events,
      long maxRecordBytes) {
    this.top = top;
    this.columns = columns;
    this.leaves = leaves;
    this.events = events;
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Tells the next record.
   *
   * @return bytes that its values take, about
   * @throws RecordTooLong if they are too many
   */
  long tell(long row) throws SchemaMiss, InexactValue, RecordTooLong {
    recordBytes = 0;
    scratchEnd = 0;
    for (LeafValues leaf : leaves) {
      if (leaf.ended() || leaf.repetition() != 0) {
        throw disagreement(leaf);
      }
    }
    events.begin(row);
    for (SchemaPlace member : top.parts()) {
      member(member);
    }
    events.end();
    return recordBytes;
  }

  /** Checks that no values are left behind the last record. */
  void checkEnded() {
    for (LeafValues leaf : leaves) {
      if (!leaf.ended()) {
        throw disagreement(leaf);
      }
    }
  }

  private void member(SchemaPlace place) throws SchemaMiss, InexactValue, RecordTooLong {
    LeafValues first = leaves[place.firstLeaf()];
    ShapeNode node = columns.node(place);
    if (place.kind() == Kind.VALUE) {
      if (first.isValue()) {
        events.occurs(node);
        value(node, first);
      }
      first.next();
      return;
    }
    if (first.definition() < place.presentLevel()) {
      skip(place, place.presentLevel());
      return;
    }
    events.occurs(node);
    if (place.kind() == Kind.STRUCT) {
      structure(place, node);
    } else {
      array(place, node);
    }
  }

  private void structure(SchemaPlace place, ShapeNode node)
      throws SchemaMiss, InexactValue, RecordTooLong {
    events.open(node);
    for (SchemaPlace part : place.parts()) {
      member(part);
    }
    events.close(node);
  }

  private void array(SchemaPlace place, ShapeNode node)
      throws SchemaMiss, InexactValue, RecordTooLong {
    if (events.wantsJson(node)) {
      json.clear();
      appendJson(place);
      byte[] text = json.copy();
      count(text.length);
      events.json(node, text, 0, text.length, true);
      return;
    }
    events.array(node);
    LeafValues first = leaves[place.firstLeaf()];
    if (first.definition() < place.elementLevel()) {
      skip(place, place.elementLevel());
      return;
    }
    do {
      if (place.kind() == Kind.MAP) {
        count(0);
        structure(place, node);
      } else {
        element(place.parts().get(0), node);
      }
    } while (first.repetition() == place.elementRepetition());
  }

  private void element(SchemaPlace place, ShapeNode list)
      throws SchemaMiss, InexactValue, RecordTooLong {
    LeafValues first = leaves[place.firstLeaf()];
    count(0);
    if (first.definition() < place.presentLevel()) {
      events.nothing(list);
      skip(place, place.presentLevel());
      return;
    }
    switch (place.kind()) {
      case VALUE -> {
        value(list, first);
        first.next();
      }
      case STRUCT -> structure(place, list);
      case LIST, MAP -> {
        events.open(list);
        ShapeNode node = columns.node(place);
        events.occurs(node);
        array(place, node);
        events.close(list);
      }
    }
  }

  /** Passes the one entry that stands in each column for a place that is null or empty. */
  private void skip(SchemaPlace place, int level) throws InexactValue {
    for (int i = place.firstLeaf(); i < place.endLeaf(); i++) {
      if (leaves[i].definition() >= level) {
        throw disagreement(leaves[i]);
      }
      leaves[i].next();
    }
  }

  private static IllegalStateException disagreement(LeafValues leaf) {
    return new IllegalStateException(
        "column " + leaf.column().field().name() + " does not fit the columns beside it");
  }

  private void count(int bytes) throws RecordTooLong {
    recordBytes += VALUE_BYTES + bytes;
    if (recordBytes > maxRecordBytes) {
      throw new RecordTooLong();
    }
  }

  private void value(ShapeNode node, LeafValues leaf) throws SchemaMiss, RecordTooLong {
    ColumnVector vector = leaf.vector();
    ColumnType type = vector.type();
    if (!(type instanceof ColumnType.Text) && events.wantsText(node)) {
      byte[] text = TypedText.of(vector, leaf.index()).getBytes(StandardCharsets.UTF_8);
      count(text.length);
      events.value(node, ValueToken.TYPED, text, 0, text.length);
    } else if (vector instanceof BytesVector bytes) {
      long span = leaf.span();
      int from = BytesVector.offset(span);
      count(BytesVector.length(span));
      events.value(node, ValueToken.TYPED, bytes.buffer(), from, from + BytesVector.length(span));
    } else if (vector instanceof Int128Vector) {
      int from = take(2 * Long.BYTES);
      LONG.set(scratch, from, leaf.highHalf());
      LONG.set(scratch, from + Long.BYTES, leaf.lowHalf());
      events.value(node, ValueToken.TYPED, scratch, from, scratchEnd);
    } else {
      int from = take(Long.BYTES);
      LONG.set(scratch, from, leaf.longValue());
      events.value(node, ValueToken.TYPED, scratch, from, scratchEnd);
    }
  }

  /** Room for a number that stays as it is until the record ends. */
  private int take(int bytes) throws RecordTooLong {
    count(bytes);
    if (scratchEnd + bytes > scratch.length) {
      scratch = new byte[SCRATCH_BYTES]; // the one before belongs to values told
      scratchEnd = 0;
    }
    int from = scratchEnd;
    scratchEnd += bytes;
    return from;
  }

  private void appendJson(SchemaPlace place) throws InexactValue, RecordTooLong {
    LeafValues first = leaves[place.firstLeaf()];
    if (recordBytes + json.length() > maxRecordBytes) {
      throw new RecordTooLong();
    }
    if (first.definition() < place.presentLevel()) {
      json.bare("null");
      skip(place, place.presentLevel());
      return;
    }
    switch (place.kind()) {
      case VALUE -> {
        appendValue(first);
        first.next();
      }
      case STRUCT -> {
        appendMembers(place.parts());
      }
      case LIST -> {
        json.bare("[");
        appendElements(place, false);
        json.bare("]");
      }
      case MAP -> {
        boolean object = hasTextKeys(place);
        json.bare(object ? "{" : "[");
        appendElements(place, object);
        json.bare(object ? "}" : "]");
      }
    }
  }

  /** Whether a map can be an object: each entry has a key, and it is text. */
  private boolean hasTextKeys(SchemaPlace map) {
    SchemaPlace key = map.parts().get(0);
    return key.kind() == Kind.VALUE
        && key.presentLevel() == map.elementLevel()
        && map.parts().size() == 2
        && leaves[key.firstLeaf()].vector().type() instanceof ColumnType.Text;
  }

  private void appendElements(SchemaPlace place, boolean object)
      throws InexactValue, RecordTooLong {
    LeafValues first = leaves[place.firstLeaf()];
    if (first.definition() < place.elementLevel()) {
      skip(place, place.elementLevel());
      return;
    }
    boolean comma = false;
    do {
      if (comma) {
        json.bare(",");
      }
      comma = true;
      if (object) {
        appendJson(place.parts().get(0));
        json.bare(":");
        appendJson(place.parts().get(1));
      } else if (place.kind() == Kind.MAP) {
        appendMembers(place.parts());
      } else {
        appendJson(place.parts().get(0));
      }
    } while (first.repetition() == place.elementRepetition());
  }

  private void appendMembers(List<SchemaPlace> members) throws InexactValue, RecordTooLong {
    json.bare("{");
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        json.bare(",");
      }
      json.quoted(members.get(i).step());
      json.bare(":");
      appendJson(members.get(i));
    }
    json.bare("}");
  }

  private void appendValue(LeafValues leaf) throws RecordTooLong {
    ColumnVector vector = leaf.vector();
    if (vector.type() instanceof ColumnType.Text) {
      long span = leaf.span();
      int length = BytesVector.length(span);
      if (recordBytes + json.length() + length > maxRecordBytes) {
        throw new RecordTooLong();
      }
      json.quoted(leaf.bytes(), BytesVector.offset(span), length);
      return;
    }
    String text = TypedText.of(vector, leaf.index());
    if (TypedText.isBare(vector.type(), text)) {
      json.bare(text);
    } else {
      json.quoted(text);
    }
  }

  /** A record needs more memory than is allowed. A signal, without a stack trace. */
  static final class RecordTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    RecordTooLong() {
      super("record too long", null, false, false);
    }
  }
}
