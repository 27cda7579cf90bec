package io.pyforge.core.writer;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output with one file for each table: the target itself, or files in it when it is a folder.
 */
public final class TableFiles implements TabularOutput {
  /** What a format does with a new file. */
  public interface Opener {
    /** Starts the file of a table; it owns the stream once this returns. */
    TableFile open(String table, Schema schema, OutputStream file) throws IOException;
  }

  private final OutputTarget target;
  private final Opener opener;
  private final @Nullable TableFileNames fileNames;
  private final List<TableFile> files = new ArrayList<>();

  /**
   * @param suffix of the files of a folder, without a dot at its start
   */
  public TableFiles(OutputTarget target, String suffix, Opener opener) {
    this.target = target;
    this.opener = opener;
    fileNames = target.folder() ? new TableFileNames(suffix) : null;
  }

  @Override
  public TableSink sink(String table, Schema schema) throws IOException {
    OutputStream stream = target.create(fileOf(table));
    try {
      TableFile file = opener.open(table, schema, stream);
      files.add(file);
      return file;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public String fileOf(String table) {
    return fileNames == null ? "" : fileNames.of(table);
  }

  @Override
  public List<Notice> finish() throws IOException {
    List<Notice> notices = new ArrayList<>();
    for (TableFile file : files) {
      notices.addAll(file.finish());
    }
    return notices;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (TableFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
