package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.InferredColumns;
import io.pyforge.core.reader.PieceScan;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextSource;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An open delimited text: one table, whose columns widen when a pass over the rows finds they must.
 */
final class CsvInput implements TabularInput {
  private final TextSource text;
  private final CsvOptions options;
  private final CsvLayout layout;
  private final int blockBytes;
  private final ReadContext context;
  private final InferredColumns columns;

  /**
   * @param blockBytes of the pieces, or {@link CsvPieces#BY_SIZE}
   */
  CsvInput(
      TextSource text, CsvOptions options, CsvLayout layout, int blockBytes, ReadContext context) {
    this.text = text;
    this.options = options;
    this.layout = layout;
    this.blockBytes = blockBytes;
    this.context = context;
    columns = new InferredColumns(layout.columns(), options.allText());
    learn(layout.evidence().toArray(new ColumnEvidence[0]));
  }

  TextSource text() {
    return text;
  }

  CsvOptions options() {
    return options;
  }

  Dialect dialect() {
    return layout.dialect();
  }

  ReadContext context() {
    return context;
  }

  List<Column> columns() {
    return columns.columns();
  }

  Schema schema() {
    return columns.schema();
  }

  /** Where the rows start, behind header and preamble, in bytes of UTF-8. */
  long rowsOffset() {
    return layout.rowsOffset();
  }

  /** The line, from 1, that the rows start on. */
  long rowsLine() {
    return layout.rowsLine();
  }

  String table() {
    return layout.table();
  }

  String name() {
    return text.source().name();
  }

  /** Takes what a piece learnt about the columns. */
  void learn(ColumnEvidence[] learnt) {
    columns.learn(learnt);
  }

  /**
   * The line of the whole text for a line of a piece; for messages, because it reads the text
   * again.
   *
   * @param offset where the piece starts in the text
   * @param line within the piece, from 1
   */
  long lineAt(long offset, long line) {
    try {
      return text.lineAt(offset, dialect().lineEnd()) + line - 1;
    } catch (IOException e) {
      return line; // the failure being described matters more than the line's number
    }
  }

  @Override
  public List<TableInfo> tables() {
    return List.of(new TableInfo(layout.table(), schema(), OptionalLong.empty(), layout.notices()));
  }

  @Override
  public Map<String, String> properties() {
    return layout.properties();
  }

  @Override
  public TableScan scan(Set<String> tables) throws IOException {
    return new PieceScan(open(tables));
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> tables) throws IOException {
    return Optional.of(open(tables));
  }

  private PieceSource open(Set<String> tables) throws IOException {
    if (!tables.contains(layout.table())) {
      return PieceScan.none();
    }
    return new CsvPieces(this, blockBytes);
  }

  /** Takes a block of the sample into account when it decides the types of the first pass. */
  void sample(TextBlock block, RecordBatch batch) {
    batch.begin(table(), schema());
    try {
      new BlockParser(this, block, batch, new ScanLog()).parse();
    } catch (SchemaMiss miss) {
      BlockSurvey survey = new BlockSurvey(options, dialect(), columns());
      survey.survey(block.bytes, 0, block.end);
      learn(survey.evidence());
      widen(true);
    }
  }

  @Override
  public List<Notice> widen() {
    return widen(false);
  }

  /**
   * @param moreToCome whether values may follow, so that a column without any stays open
   */
  private List<Notice> widen(boolean moreToCome) {
    List<String> names = names();
    int width = columns().size();
    List<Notice> notices = new ArrayList<>(columns.widen(names, moreToCome));
    for (int i = width; i < names.size(); i++) {
      notices.add(
          new Notice(
              "column-added",
              "column " + names.get(i) + " was added for rows with more than " + i + " fields"));
    }
    return notices;
  }

  /** The names of all columns, those that rows with more fields ask for among them. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    columns().forEach(c -> names.add(c.name()));
    int width = names.size();
    for (int i = width; i < columns.evidenceWidth(); i++) {
      if (options.ragged() == CsvOptions.Ragged.PAD && !columns.evidence(i).isEmpty()) {
        width = i + 1; // trailing delimiters alone are no column
      }
    }
    while (names.size() < width) {
      names.add("");
    }
    return Schema.uniqueNames(names);
  }

  @Override
  public void close() {
    // Streams belong to the passes.
  }
}
