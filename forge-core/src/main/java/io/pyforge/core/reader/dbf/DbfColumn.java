package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;

/**
 * A column as it is read.
 *
 * @param field whose bytes it is; of {@link FieldKind#DELETED} the deletion mark as a field
 * @param declared the type that the field declares
 * @param type the type of this pass: the declared one, or a wider one
 * @param memoIndex which of the columns with memos it is, from 0, or -1
 * @param evidence of values that the declared type does not hold
 */
record DbfColumn(
    String name,
    DbfField field,
    FieldKind kind,
    ColumnType declared,
    ColumnType type,
    int memoIndex,
    FieldEvidence evidence) {

  Field schemaField() {
    return Field.of(name, type);
  }

  DbfColumn withType(ColumnType wider) {
    return new DbfColumn(name, field, kind, declared, wider, memoIndex, evidence);
  }
}
