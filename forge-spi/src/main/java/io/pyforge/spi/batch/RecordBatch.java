package io.pyforge.spi.batch;

import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive rows of one table, column by column.
 *
 * <p>The engine owns a small ring of batches and lends one at a time: to the reader, which calls
 * {@link #begin} and appends, then to the writer, which takes out. Whoever holds a batch is its
 * only user until it is handed back; nobody keeps a reference to it or to its arrays afterwards.
 * Every vector must have the same {@link ColumnVector#rowCount} when the reader hands the batch
 * over.
 *
 * @since 1
 */
public final class RecordBatch {
  private String table = "";
  private Schema schema = new Schema(java.util.List.of());
  private ColumnVector[] vectors = new ColumnVector[0];
  private @Nullable Object attachment;

  /** Empties the batch and shapes it for rows of a table. Arrays are kept where types agree. */
  public void begin(String tableName, Schema tableSchema) {
    if (!schema.equals(tableSchema)) {
      ColumnVector[] old = vectors;
      vectors = new ColumnVector[tableSchema.width()];
      for (int i = 0; i < vectors.length; i++) {
        ColumnType type = tableSchema.field(i).type();
        vectors[i] = i < old.length && old[i].type().equals(type) ? old[i] : ColumnVector.of(type);
      }
    }
    table = tableName;
    schema = tableSchema;
    for (ColumnVector vector : vectors) {
      vector.clear();
    }
  }

  /**
   * Exchanges everything with another batch, for readers that fill several tables at once: rows
   * gathered in a batch of their own go into the one that was lent, and its memory comes back.
   */
  public void exchange(RecordBatch other) {
    String otherTable = other.table;
    Schema otherSchema = other.schema;
    ColumnVector[] otherVectors = other.vectors;
    Object otherAttachment = other.attachment;
    other.table = table;
    other.schema = schema;
    other.vectors = vectors;
    other.attachment = attachment;
    table = otherTable;
    schema = otherSchema;
    vectors = otherVectors;
    attachment = otherAttachment;
  }

  /** The table that the rows belong to. */
  public String table() {
    return table;
  }

  /** Gives the table another name, for an input that holds other inputs. */
  public void rename(String tableName) {
    table = tableName;
  }

  /** The columns. */
  public Schema schema() {
    return schema;
  }

  /** The rows appended to the first column; 0 for a table without columns. */
  public int rowCount() {
    return vectors.length == 0 ? 0 : vectors[0].rowCount();
  }

  /** A column by its index in the schema. */
  public ColumnVector vector(int column) {
    return vectors[column];
  }

  /** A column whose values fit 64 bits; see {@link LongVector} for which those are. */
  public LongVector longs(int column) {
    return (LongVector) vectors[column];
  }

  /** A text or binary column. */
  public BytesVector bytes(int column) {
    return (BytesVector) vectors[column];
  }

  /** A decimal column of more than 18 digits. */
  public Int128Vector int128s(int column) {
    return (Int128Vector) vectors[column];
  }

  /**
   * Working memory that a reader wants to find again when the same batch comes back, such as the
   * byte array its spans point into. The engine never looks at it.
   */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** Keeps working memory with the batch; see {@link #attachment}. */
  public void attach(@Nullable Object memory) {
    attachment = memory;
  }
}
