package io.pyforge.core.reader.excel;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workbook that is a package of parts, whatever the parts are written in. */
abstract class PackageWorkbook implements Workbook {
  final PackageFile file;
  final String part;
  final Relationships relationships;
  final String stringsPart;
  final SharedStrings strings;
  final List<Sheet> sheets = new ArrayList<>();
  final List<NamedRange> names = new ArrayList<>();
  final List<TableObject> tables = new ArrayList<>();
  boolean from1904;
  CellContext cells;

  private final String suffix;

  /**
   * @param part that lists the sheets
   * @param suffix of parts: {@code .xml} or {@code .bin}
   */
  PackageWorkbook(
      PackageFile file, String part, String suffix, long maxSharedStringsBytes, ReadContext context)
      throws IOException {
    this.file = file;
    this.part = part;
    this.suffix = suffix;
    relationships = Relationships.of(file, part);
    stringsPart = relationships.target("sharedStrings").orElse("xl/sharedStrings" + suffix);
    strings =
        new SharedStrings(
            new PartName(file.fileName(), stringsPart), maxSharedStringsBytes, context);
    cells = new CellContext(strings, new NumberFormat[0], new NumericCells(false));
  }

  /** The part with the cells' styles. */
  final String stylesPart() {
    return relationships.target("styles").orElse("xl/styles" + suffix);
  }

  /**
   * Adds the next sheet of the list.
   *
   * @return what is wrong with it, or empty
   */
  final Optional<String> addSheet(String name, Optional<String> id, boolean hidden) {
    Optional<Relationships.Relationship> target = id.flatMap(relationships::byId);
    int index = sheets.size();
    String place =
        target
            .map(Relationships.Relationship::target)
            .orElse("xl/worksheets/sheet" + (index + 1) + suffix);
    boolean hasCells =
        target
            .map(t -> t.type().equals("worksheet") || t.type().endsWith("acrosheet"))
            .orElse(true);
    if (hasCells && !file.has(place)) {
      return Optional.of("lists the sheet '" + name + "', whose part " + place + " is missing");
    }
    sheets.add(new Sheet(index, name, hidden, hasCells, place));
    return Optional.empty();
  }

  @Override
  public final List<Sheet> sheets() {
    return sheets;
  }

  @Override
  public final List<TableObject> tables() {
    return tables;
  }

  @Override
  public final List<NamedRange> names() {
    return names;
  }

  @Override
  public final boolean from1904() {
    return from1904;
  }

  @Override
  public final Map<String, String> documentProperties() throws IOException {
    try {
      return DocumentProperties.read(file, Relationships.of(file, ""));
    } catch (ForgeException e) {
      return new LinkedHashMap<>(); // they are for show, and no reason to refuse the sheets
    }
  }

  @Override
  public final SharedStrings strings() {
    return strings;
  }

  @Override
  public final void close() throws IOException {
    try {
      strings.close();
    } finally {
      file.close();
    }
  }
}
