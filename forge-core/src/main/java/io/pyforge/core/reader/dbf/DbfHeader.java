package io.pyforge.core.reader.dbf;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the records.
 *
 * @param recordCount that the header claims; it may lie
 * @param length of the header in bytes: where the records start
 * @param recordLength in bytes, the deletion mark among them
 * @param languageDriver the byte that names the code page; 0 for none
 * @param driverName the name that dBASE 7 gives the same, or empty
 * @param fields those with values, in order
 * @param nullFlags the field of null flags, if there is one
 * @param fieldBytes what all fields take of a record
 */
record DbfHeader(
    DbfVersion version,
    Optional<LocalDate> lastUpdate,
    long recordCount,
    int length,
    int recordLength,
    int languageDriver,
    String driverName,
    List<DbfField> fields,
    @Nullable DbfField nullFlags,
    int fieldBytes) {
  DbfHeader {
    fields = List.copyOf(fields);
  }
}
