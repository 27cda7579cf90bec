package io.pyforge.core.reader.access;

import io.pyforge.core.reader.TableSelection;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * The options of Access databases, understood.
 *
 * @param systemTables whether the database's own tables are read too
 * @param followLinks whether tables of databases beside this one are read where this one links to
 *     them
 * @param charset of the text of a Jet 3 database; empty when the database tells
 */
record AccessOptions(
    TableSelection tables,
    boolean systemTables,
    boolean followLinks,
    Optional<String> password,
    Optional<Charset> charset) {
  static final OptionSpec FOLLOW_LINKS =
      OptionSpec.flag(
          "follow-links",
          "Read also the linked tables whose database lies in the same folder as this one.");

  static final List<OptionSpec> SPECS =
      List.of(
          CommonOptions.TABLES,
          CommonOptions.SYSTEM_TABLES,
          FOLLOW_LINKS,
          CommonOptions.PASSWORD,
          CommonOptions.ENCODING);

  static AccessOptions of(OptionValues values) {
    return new AccessOptions(
        TableSelection.of(values),
        values.flag(CommonOptions.SYSTEM_TABLES),
        values.flag(FOLLOW_LINKS),
        values.text(CommonOptions.PASSWORD).filter(password -> !password.isEmpty()),
        values.text(CommonOptions.ENCODING).map(TextOptions::charset));
  }

  /** A password is not to be printed. */
  @Override
  public String toString() {
    return "AccessOptions";
  }
}
