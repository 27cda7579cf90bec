package io.pyforge.core.reader.access;

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
 * Reads databases of Microsoft Access: Jet 3 and 4, ACE 12 to 17, encrypted ones too, through
 * Jackcess. How doubtful cases are read: docs/interpretation/access.md.
 */
public final class AccessReader implements FormatReader {
  /** Suffixes of databases, also compiled ones and templates. */
  static final List<String> SUFFIXES = List.of("mdb", "accdb", "mde", "accde", "accdr");

  @Override
  public String format() {
    return "access";
  }

  @Override
  public String description() {
    return "Microsoft Access databases";
  }

  @Override
  public List<String> suffixes() {
    return SUFFIXES;
  }

  @Override
  public List<OptionSpec> options() {
    return AccessOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = SUFFIXES.contains(head.suffix());
    if (JetHeader.of(head.bytes()).isAccess()) {
      return bySuffix ? CERTAIN : BY_CONTENT;
    }
    return bySuffix ? BY_SUFFIX : NO_MATCH;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    return AccessInput.open(source, AccessOptions.of(options), context);
  }
}
