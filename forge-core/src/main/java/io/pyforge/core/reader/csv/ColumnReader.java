package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.SchemaFailures;
import io.pyforge.core.infer.ValueFit;
import io.pyforge.core.infer.ValueText;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads one column of the rows of a {@link RowIndex} into its vector. Each subclass has a quick
 * path for the usual spelling of its type; everything else goes through {@link #slowValue}, the
 * whole rule of {@link FieldScanner}, {@link ValueText} and {@link ValueFit}.
 *
 * <p>While it reads, it gathers the same evidence that a {@link BlockSurvey} of the rows would.
 */
abstract class ColumnReader {
  final TextBlock block;
  final ColumnEvidence evidence = new ColumnEvidence();
  final ValueText value = new ValueText();

  private final CsvInput input;
  private final Column column;
  private final int index;
  private final List<byte[]> nullTexts;
  private final FieldScanner scanner;
  private final int quote;

  // Set by slowField: the content of the field.
  private int from;
  private int to;

  ColumnReader(CsvInput input, TextBlock block, int index) {
    this.input = input;
    this.block = block;
    this.index = index;
    column = input.columns().get(index);
    nullTexts = input.options().nullTexts();
    scanner = new FieldScanner(input.dialect());
    quote = input.dialect().quote();
  }

  /** The reader for a column. */
  static ColumnReader of(CsvInput input, TextBlock block, RecordBatch batch, int index) {
    Column column = input.columns().get(index);
    ColumnVector vector = batch.vector(index);
    if (vector instanceof BytesVector bytes) {
      return new TextColumnReader(input, block, index, bytes, column.unseen());
    }
    Optional<QuickValue> values = QuickValue.of(column);
    if (vector instanceof LongVector longs && values.isPresent()) {
      return new LongColumnReader(input, block, index, longs, values.get());
    }
    return new GeneralColumnReader(input, block, index, batch);
  }

  /** Appends the column's values in the rows of the index. */
  abstract void read(RowIndex rows) throws SchemaMiss;

  /** Adds what the quick path counted to {@link #evidence}. */
  void finish() {}

  /** The column's place in the table. */
  final int index() {
    return index;
  }

  /** The bytes that mark quotes, for quick paths that only need to know that a field is quoted. */
  final int quote() {
    return quote;
  }

  /** Whether any text means null, so that {@link #isNullText} need be asked at all. */
  final boolean hasNullTexts() {
    return !nullTexts.isEmpty();
  }

  /** Whether unquoted bytes are one of the texts that mean null. */
  final boolean isNullText(int start, int end) {
    return RowCheck.isNullText(nullTexts, block.bytes, start, end);
  }

  /**
   * Scans any field by the whole rule, its content rewritten behind the rows where quotes or
   * escapes ask for it; {@link #contentStart} and {@link #contentEnd} then tell where it is.
   *
   * @return whether the field holds something; false means null
   */
  final boolean slowField(int start) {
    scanner.scan(block.bytes, start, block.end);
    from = scanner.contentStart();
    to = Math.max(from, scanner.contentEnd());
    boolean quoted = scanner.quoted();
    if (scanner.rewritten()) {
      int scratch = block.takeScratch(to - from);
      to = scratch + scanner.rewrite(block.bytes, block.bytes, scratch);
      from = scratch;
    }
    return quoted || from < to && !isNullText(from, to);
  }

  /** Where the content of the last slow field starts. */
  final int contentStart() {
    return from;
  }

  /** Where the content of the last slow field ends, exclusive. */
  final int contentEnd() {
    return to;
  }

  /**
   * Looks at any field of a typed column by the whole rule.
   *
   * @return whether it holds a value, which {@link #value} and {@link ValueFit} then give; blanks,
   *     even quoted, are null in a typed column
   * @throws SchemaMiss if the value does not fit the column
   */
  final boolean slowValue(int start) throws SchemaMiss {
    if (!slowField(start) || value.classify(block.bytes, from, to - from) == ValueText.Kind.BLANK) {
      return false;
    }
    if (!ValueFit.fits(value, block.bytes, from, to, column)) {
      if (column.fixed()) {
        String text = new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
        throw SchemaFailures.broken(
            input.name(), "line " + input.lineAt(block.offset + start, 1), column, text, true);
      }
      throw miss("no " + column.type().name());
    }
    evidence.add(value);
    return true;
  }

  /** The value that {@link #slowValue} found, as a {@link LongVector} holds it. */
  final long slowLong() {
    return ValueFit.longValue(value, block.bytes, from, to, column.type());
  }

  final SchemaMiss miss(String reason) {
    return new SchemaMiss(input.table(), column.name(), reason);
  }
}
