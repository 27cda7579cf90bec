package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.SchemaFailures;
import io.pyforge.core.infer.ValueFit;
import io.pyforge.core.infer.ValueText;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a row must be set aside, field by field as a scanner meets them. */
final class RowCheck {
  private final List<Column> columns;
  private final List<byte[]> nullTexts;
  private final boolean rejectsSchemaErrors;
  private final boolean needed;
  private final ValueText value = new ValueText();

  RowCheck(CsvOptions options, List<Column> columns) {
    this.columns = columns;
    nullTexts = options.nullTexts();
    rejectsSchemaErrors = options.rejectSchemaErrors() && columns.stream().anyMatch(Column::fixed);
    needed = rejectsSchemaErrors || options.ragged() == CsvOptions.Ragged.REJECT;
  }

  /** Whether rows can be set aside at all. */
  boolean needed() {
    return needed;
  }

  /** Whether the field just scanned holds nothing. */
  boolean isEmpty(byte[] b, FieldScanner field) {
    int from = field.contentStart();
    int to = field.contentEnd();
    if (to <= from || field.quoted() || nullTexts.isEmpty()) {
      return to <= from;
    }
    if (!field.rewritten()) {
      return isNullText(nullTexts, b, from, to);
    }
    byte[] content = new byte[to - from];
    return isNullText(nullTexts, content, 0, field.rewrite(b, content, 0));
  }

  /** Whether the bytes are one of the texts that mean null. */
  static boolean isNullText(List<byte[]> nullTexts, byte[] b, int from, int to) {
    for (byte[] text : nullTexts) {
      if (Arrays.equals(text, 0, text.length, b, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Why the field just scanned breaks the type that the user fixed for its column, or null. */
  @Nullable String brokenSchema(byte[] b, FieldScanner field, int index) {
    Column column = columns.get(index);
    if (!rejectsSchemaErrors
        || !column.fixed()
        || column.type() instanceof ColumnType.Text
        || isEmpty(b, field)) {
      return null;
    }
    int from = field.contentStart();
    int length = field.contentEnd() - from;
    byte[] content = Arrays.copyOfRange(b, from, from + length + TextBlock.PADDING);
    if (field.rewritten()) {
      length = field.rewrite(b, content, 0);
    }
    if (value.classify(content, 0, length) == ValueText.Kind.BLANK
        || ValueFit.fits(value, content, 0, length, column)) {
      return null;
    }
    return SchemaFailures.reason(column, new String(content, 0, length, StandardCharsets.UTF_8));
  }
}
