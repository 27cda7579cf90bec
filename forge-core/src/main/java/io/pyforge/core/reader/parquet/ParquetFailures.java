package io.pyforge.core.reader.parquet;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import org.jspecify.annotations.Nullable;

/** The failures of reading Parquet, as users meet them. All are of kind INPUT. */
final class ParquetFailures {
  private ParquetFailures() {}

  static ForgeException corrupt(String file, String what, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-parquet",
        file + ": " + what,
        "get the file again from where it was made; it may have been cut off or changed on its way",
        cause);
  }

  static ForgeException otherFormat(String file) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-parquet",
        file + " is no Parquet file: it does not start with PAR1",
        "check that it is the right file, and was copied whole; --from names another format",
        null);
  }

  static ForgeException encrypted(String file, String what) {
    return new ForgeException(
        ErrorKind.INPUT,
        "encrypted-parquet",
        file + ": " + what + " encrypted",
        "have the file written without encryption; keys cannot be given",
        null);
  }

  static ForgeException unsupportedColumn(String file, String column, String what) {
    return new ForgeException(
        ErrorKind.INPUT,
        "unsupported-parquet-column",
        file + ": column " + column + " " + what,
        "leave the column out with the software that wrote the file");
  }

  static ForgeException tooDeep(String file, int levels) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-deep",
        file + ": the schema has more than " + levels + " levels of groups, which is the limit",
        "have the file written with fewer levels; no option raises this limit");
  }

  static ForgeException recordTooLong(String file, String place, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-too-long",
        file + ": " + place + " needs more than " + limitBytes + " bytes",
        "raise --max-row-bytes");
  }

  static ForgeException needsMemory(String file, String place, Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-group-needs-memory",
        file + ": reading on at " + place + " needs more memory than there is",
        "allow more with PYFORGE_JAVA_OPTS=-Xmx4g, or have the file written with smaller row"
            + " groups; a small file that asks for so much is damaged",
        cause);
  }

  static ForgeException unsupportedCodec(String file, String codec) {
    return new ForgeException(
        ErrorKind.INPUT,
        "unsupported-parquet-codec",
        file + ": pages are compressed with " + codec + ", which cannot be read",
        "write the file again with snappy, zstd, gzip or lz4_raw");
  }

  static ForgeException badValue(String file, String column, long row, String what) {
    return new ForgeException(
        ErrorKind.INPUT,
        "bad-parquet-value",
        file + ": column " + column + ", row " + row + ": " + what,
        "mend the value with the software that wrote the file");
  }
}
