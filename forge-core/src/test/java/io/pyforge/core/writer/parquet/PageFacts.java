package io.pyforge.core.writer.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * A data page as parquet-java finds it in the file, by its header.
 *
 * @param rows with and without a value
 */
record PageFacts(int rows, Encoding encoding, int uncompressedBytes) {

  /** The data pages of one chunk. */
  static List<PageFacts> of(Path file, int rowGroup, int column) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      ColumnDescriptor descriptor = reader.getFileMetaData().getSchema().getColumns().get(column);
      PageReadStore store = reader.readRowGroup(rowGroup);
      PageReader pages = store.getPageReader(descriptor);
      List<PageFacts> facts = new ArrayList<>();
      for (DataPage page = pages.readPage(); page != null; page = pages.readPage()) {
        facts.add(
            new PageFacts(
                page.getValueCount(),
                ((DataPageV1) page).getValueEncoding(),
                page.getUncompressedSize()));
      }
      return facts;
    }
  }
}
