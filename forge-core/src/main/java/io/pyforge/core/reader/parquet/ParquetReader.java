package io.pyforge.core.reader.parquet;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads Apache Parquet files, through parquet-hadoop. A file is one table, in which structures
 * become columns named by their path; what lists and maps become, {@code --array-handling} says.
 * Encrypted files are refused.
 *
 * <p>What each Parquet type becomes is told by {@link SourceTypes}, and what is doubtful by
 * docs/interpretation/parquet.md.
 */
public final class ParquetReader implements FormatReader {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Starts and ends a file whose footer is encrypted. */
  private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public String description() {
    return "Apache Parquet, flat and nested";
  }

  @Override
  public List<String> suffixes() {
    return List.of("parquet", "parq", "pq");
  }

  @Override
  public List<OptionSpec> options() {
    return ParquetOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = suffixes().contains(head.suffix());
    if (head.startsWith(MAGIC) || head.startsWith(ENCRYPTED_MAGIC)) {
      return bySuffix ? CERTAIN : BY_CONTENT;
    }
    return bySuffix ? BY_SUFFIX : NO_MATCH;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    return ParquetInput.open(source, ParquetOptions.of(options), context);
  }
}
