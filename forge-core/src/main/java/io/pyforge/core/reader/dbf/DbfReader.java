package io.pyforge.core.reader.dbf;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.util.List;

/**
 * Reads dBASE tables: dBASE II to 7, FoxPro and Visual FoxPro, with memos in .dbt and .fpt files. A
 * file is one table. How doubtful cases are read: docs/interpretation/dbf.md.
 */
public final class DbfReader implements FormatReader {
  private static final int FIXED_BYTES = 32;
  private static final int MAX_MONTH = 12;
  private static final int MAX_DAY = 31;
  private static final int DBASE_2 = 2;

  /** Two bytes that every program leaves zero; versions such as 0x7B, a brace, begin texts too. */
  private static final int RESERVED = 12;

  private static final String FIELD_TYPES = "CNFLDMTIBYGPWVQO+@0";

  private final int blockBytes;

  /** A reader that cuts pieces by the size of the table. */
  public DbfReader() {
    this(DbfInput.BY_SIZE);
  }

  /** A reader of smaller pieces, so that few records meet what large tables do. */
  DbfReader(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  @Override
  public String format() {
    return "dbf";
  }

  @Override
  public String description() {
    return "dBASE, FoxPro and Visual FoxPro tables with their memos";
  }

  @Override
  public List<String> suffixes() {
    return List.of("dbf");
  }

  @Override
  public List<String> companionSuffixes() {
    return List.of("dbt", "fpt", "cpg", "cdx", "mdx", "idx", "ndx");
  }

  @Override
  public List<OptionSpec> options() {
    return DbfOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = suffixes().contains(head.suffix());
    boolean byContent = looksLikeHeader(head.bytes());
    if (bySuffix) {
      return byContent ? CERTAIN : BY_SUFFIX;
    }
    return byContent ? BY_CONTENT : NO_MATCH;
  }

  /** A version, a date, lengths that agree, and a first field of a known type. */
  private static boolean looksLikeHeader(byte[] b) {
    if (b.length < FIXED_BYTES + FIXED_BYTES
        || !DbfVersion.isKnown(b[0] & 0xff)
        || b[0] == DBASE_2) {
      return false;
    }
    DbfVersion version = DbfVersion.of(b[0] & 0xff);
    boolean seven = version.family() == DbfVersion.Family.DBASE_7;
    int type = seven ? 100 : 43;
    return b.length > type
        && b[2] >= 0
        && b[2] <= MAX_MONTH
        && b[3] >= 0
        && b[3] <= MAX_DAY
        && HeaderParser.u16(b, 8) > FIXED_BYTES + FIXED_BYTES
        && HeaderParser.u16(b, 10) > 1
        && b[RESERVED] == 0
        && b[RESERVED + 1] == 0
        && FIELD_TYPES.indexOf(b[type] & 0xff) >= 0;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    return DbfInput.open(source, DbfOptions.of(options), context, blockBytes);
  }
}
