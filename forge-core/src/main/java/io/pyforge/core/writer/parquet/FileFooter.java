package io.pyforge.core.writer.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TField;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TProtocol;
import shaded.parquet.org.apache.thrift.protocol.TStruct;

/**
 * What follows the row groups of a file: column indexes, offset indexes, and the footer. Until then
 * a row group is kept as the bytes it takes in the file, some 200 for each chunk, so that thousands
 * of row groups take little memory; they are written one by one.
 */
final class FileFooter {
  /** Version 2 of the format: logical types and RLE_DICTIONARY. Pages are of version 1. */
  private static final int FORMAT_VERSION = 2;

  // Thrift's type codes; the class that names them is not in parquet-format-structures.
  private static final byte THRIFT_I32 = 8;
  private static final byte THRIFT_I64 = 10;
  private static final byte THRIFT_STRING = 11;
  private static final byte THRIFT_STRUCT = 12;
  private static final byte THRIFT_LIST = 15;

  /** A row group's bytes, and those of its chunks' indexes one after the other. */
  private record StoredGroup(
      byte[] rowGroup,
      byte[] columnIndexes,
      int[] columnIndexLengths,
      byte[] offsetIndexes,
      int[] offsetIndexLengths) {}

  private final List<ParquetColumn> columns;
  private final CompressionCodec codec;
  private final List<StoredGroup> groups = new ArrayList<>();
  private long rowCount;

  FileFooter(List<ParquetColumn> columns, CompressionCodec codec) {
    this.columns = columns;
    this.codec = codec;
  }

  /**
   * Records a row group.
   *
   * @param base offset in the file of the block that holds it
   */
  void add(EncodedRowGroup group, long base) throws IOException {
    List<EncodedChunk> chunks = group.chunks();
    ByteArrayOutputStream columnIndexes = new ByteArrayOutputStream();
    ByteArrayOutputStream offsetIndexes = new ByteArrayOutputStream();
    int[] columnIndexLengths = new int[chunks.size()];
    int[] offsetIndexLengths = new int[chunks.size()];
    List<ColumnChunk> columnChunks = new ArrayList<>(chunks.size());
    long uncompressed = 0;
    long compressed = 0;
    for (int i = 0; i < chunks.size(); i++) {
      EncodedChunk chunk = chunks.get(i);
      // No metadata lies outside the footer: the deprecated offset of such is 0.
      ColumnChunk columnChunk = new ColumnChunk(0);
      columnChunk.setMeta_data(metaData(columns.get(i), chunk, base));
      columnChunks.add(columnChunk);
      uncompressed += chunk.uncompressedBytes();
      compressed += chunk.compressedBytes();

      columnIndexes.write(chunk.columnIndex());
      columnIndexLengths[i] = chunk.columnIndex().length;
      int offsetIndexStart = offsetIndexes.size();
      ThriftStream.write(offsetIndex(chunk, base), offsetIndexes);
      offsetIndexLengths[i] = offsetIndexes.size() - offsetIndexStart;
    }
    RowGroup rowGroup = new RowGroup(columnChunks, uncompressed, group.rowCount());
    rowGroup.setFile_offset(base + chunks.get(0).start());
    rowGroup.setTotal_compressed_size(compressed);
    if (groups.size() <= Short.MAX_VALUE) {
      rowGroup.setOrdinal((short) groups.size());
    }
    groups.add(
        new StoredGroup(
            serialise(rowGroup),
            columnIndexes.toByteArray(),
            columnIndexLengths,
            offsetIndexes.toByteArray(),
            offsetIndexLengths));
    rowCount += group.rowCount();
  }

  private ColumnMetaData metaData(ParquetColumn column, EncodedChunk chunk, long base) {
    ColumnMetaData metaData =
        new ColumnMetaData(
            column.physical().type(),
            chunk.encodings(),
            List.of(column.field().name()),
            codec,
            chunk.rowCount(),
            chunk.uncompressedBytes(),
            chunk.compressedBytes(),
            base + chunk.dataOffset());
    if (chunk.dictionaryBytes() > 0) {
      metaData.setDictionary_page_offset(base + chunk.start());
    }
    metaData.setStatistics(chunk.statistics());
    metaData.setEncoding_stats(chunk.encodingStats());
    return metaData;
  }

  private static OffsetIndex offsetIndex(EncodedChunk chunk, long base) {
    List<PageLocation> locations = new ArrayList<>(chunk.pages().size());
    for (EncodedChunk.Page page : chunk.pages()) {
      locations.add(new PageLocation(base + page.offset(), page.bytes(), page.firstRow()));
    }
    return new OffsetIndex(locations);
  }

  /**
   * Writes the indexes of all row groups and then the file metadata.
   *
   * @return bytes of the file metadata alone
   */
  long write(PositionedOutput out, String createdBy, Map<String, String> metadata)
      throws IOException {
    long columnIndexAt = out.position();
    for (StoredGroup group : groups) {
      out.write(group.columnIndexes);
    }
    long offsetIndexAt = out.position();
    for (StoredGroup group : groups) {
      out.write(group.offsetIndexes);
    }
    long start = out.position();
    try {
      TProtocol protocol = ThriftStream.writing(out);
      writeFileMetaData(protocol, createdBy, metadata, columnIndexAt, offsetIndexAt);
    } catch (TException e) {
      throw ThriftStream.ioException(e);
    }
    return out.position() - start;
  }

  /** Writes the struct FileMetaData of parquet.thrift field by field, one row group at a time. */
  private void writeFileMetaData(
      TProtocol protocol,
      String createdBy,
      Map<String, String> metadata,
      long columnIndexAt,
      long offsetIndexAt)
      throws TException, IOException {
    protocol.writeStructBegin(new TStruct("FileMetaData"));
    protocol.writeFieldBegin(new TField("version", THRIFT_I32, (short) 1));
    protocol.writeI32(FORMAT_VERSION);
    protocol.writeFieldEnd();
    writeList(protocol, "schema", 2, schema());
    protocol.writeFieldBegin(new TField("num_rows", THRIFT_I64, (short) 3));
    protocol.writeI64(rowCount);
    protocol.writeFieldEnd();

    protocol.writeFieldBegin(new TField("row_groups", THRIFT_LIST, (short) 4));
    protocol.writeListBegin(new TList(THRIFT_STRUCT, groups.size()));
    long columnIndex = columnIndexAt;
    long offsetIndex = offsetIndexAt;
    for (StoredGroup group : groups) {
      withIndexes(group, columnIndex, offsetIndex).write(protocol);
      columnIndex += group.columnIndexes.length;
      offsetIndex += group.offsetIndexes.length;
    }
    protocol.writeListEnd();
    protocol.writeFieldEnd();

    if (!metadata.isEmpty()) {
      writeList(protocol, "key_value_metadata", 5, keyValues(metadata));
    }
    protocol.writeFieldBegin(new TField("created_by", THRIFT_STRING, (short) 6));
    protocol.writeString(createdBy);
    protocol.writeFieldEnd();
    writeList(protocol, "column_orders", 7, columnOrders());
    protocol.writeFieldStop();
    protocol.writeStructEnd();
  }

  private static void writeList(
      TProtocol protocol, String name, int id, List<? extends TBase<?, ?>> elements)
      throws TException {
    protocol.writeFieldBegin(new TField(name, THRIFT_LIST, (short) id));
    protocol.writeListBegin(new TList(THRIFT_STRUCT, elements.size()));
    for (TBase<?, ?> element : elements) {
      element.write(protocol);
    }
    protocol.writeListEnd();
    protocol.writeFieldEnd();
  }

  private static RowGroup withIndexes(StoredGroup group, long columnIndexAt, long offsetIndexAt)
      throws TException {
    RowGroup rowGroup = deserialise(group.rowGroup);
    long columnIndex = columnIndexAt;
    long offsetIndex = offsetIndexAt;
    List<ColumnChunk> chunks = rowGroup.getColumns();
    for (int i = 0; i < chunks.size(); i++) {
      ColumnChunk chunk = chunks.get(i);
      if (group.columnIndexLengths[i] > 0) {
        chunk.setColumn_index_offset(columnIndex);
        chunk.setColumn_index_length(group.columnIndexLengths[i]);
      }
      chunk.setOffset_index_offset(offsetIndex);
      chunk.setOffset_index_length(group.offsetIndexLengths[i]);
      columnIndex += group.columnIndexLengths[i];
      offsetIndex += group.offsetIndexLengths[i];
    }
    return rowGroup;
  }

  private List<SchemaElement> schema() {
    List<SchemaElement> elements = new ArrayList<>(columns.size() + 1);
    SchemaElement root = new SchemaElement("schema");
    root.setNum_children(columns.size());
    elements.add(root);
    for (ParquetColumn column : columns) {
      elements.add(column.element());
    }
    return elements;
  }

  private static List<KeyValue> keyValues(Map<String, String> metadata) {
    List<KeyValue> pairs = new ArrayList<>(metadata.size());
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      pairs.add(new KeyValue(entry.getKey()).setValue(entry.getValue()));
    }
    return pairs;
  }

  private List<ColumnOrder> columnOrders() {
    List<ColumnOrder> orders = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
    }
    return orders;
  }

  private static byte[] serialise(RowGroup rowGroup) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ThriftStream.write(rowGroup, bytes);
    return bytes.toByteArray();
  }

  private static RowGroup deserialise(byte[] bytes) throws TException {
    InputStream in = new ByteArrayInputStream(bytes);
    RowGroup rowGroup = new RowGroup();
    rowGroup.read(ThriftStream.reading(in));
    return rowGroup;
  }
}
