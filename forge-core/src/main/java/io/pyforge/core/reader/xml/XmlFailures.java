package io.pyforge.core.reader.xml;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Collection;

/** The texts of everything that can go wrong with XML. */
final class XmlFailures {
  private static final int SHOWN_NAMES = 10;

  private XmlFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "empty-input",
        name + " holds no XML document",
        "give a file with at least one element");
  }

  static ForgeException html(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "html-not-xml",
        name + " is a page of HTML, not XML",
        "look at it in a browser: it may be the error page of a failed download");
  }

  static ForgeException malformed(String name, long line, long column, String reason) {
    return new ForgeException(
        ErrorKind.INPUT,
        "bad-xml",
        name
            + ": line "
            + line
            + (column > 0 ? ", column " + column : "")
            + ": not well-formed: "
            + reason,
        "mend the file; nothing was converted");
  }

  static ForgeException textBetweenDocuments(String name, long line) {
    return new ForgeException(
        ErrorKind.INPUT,
        "bad-xml",
        name + ": line " + line + ": text stands behind the end of the document",
        "mend the file; nothing was converted");
  }

  static ForgeException externalEntity(String name, long line) {
    return new ForgeException(
        ErrorKind.INPUT,
        "external-entity",
        name + ": line " + line + " asks for an entity from another file or address",
        "external entities are never fetched; put its text into the file");
  }

  static ForgeException entityExpansion(String name, long line, long limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "entity-expansion",
        name
            + ": the entities used up to line "
            + line
            + " expand to more than "
            + limit
            + " characters",
        "raise --max-entity-expansion if the file can be trusted");
  }

  static ForgeException tooDeep(String name, long line, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-deep",
        name + ": line " + line + " has more than " + limit + " elements within one another",
        "raise --max-depth, 4000 at most, if the file is meant to be so");
  }

  static ForgeException nameTooLong(String name, long line, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "name-too-long",
        name + ": line " + line + " has a name of more than " + limit + " characters",
        "raise --max-name-length if the file is meant to be so");
  }

  static ForgeException tokenTooLong(String name, long line, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "token-too-long",
        name
            + ": the tag, text or comment from line "
            + line
            + " on is longer than "
            + limitBytes
            + " bytes",
        "raise --max-token-bytes if the file is meant to be so");
  }

  static ForgeException rowTooLong(String name, long line, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-too-long",
        name
            + ": the row element that ends behind line "
            + line
            + " holds more than "
            + limitBytes
            + " bytes",
        "name smaller elements with --row-tag or --row-path, or raise --max-row-bytes");
  }

  static ForgeException tooManyColumns(String name, long line, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        name + ": up to line " + line + " there are more than " + limit + " different paths",
        "raise --max-columns, or keep structures as text with --flatten-strategy moderate");
  }

  static ForgeException unknownEncoding(String name, String encoding) {
    return new ForgeException(
        ErrorKind.INPUT,
        "unknown-encoding",
        name + " says that its encoding is '" + encoding + "', which is not known",
        "name one with --encoding (UTF-8, windows-1252, Shift_JIS)");
  }

  static ForgeException otherEncoding(String name, long document, String encoding, String first) {
    return new ForgeException(
        ErrorKind.INPUT,
        "unknown-encoding",
        name
            + ": document "
            + document
            + " says that its encoding is "
            + encoding
            + ", but the file is "
            + first,
        "name the encoding of the whole file with --encoding, or split it");
  }

  static ForgeException noRows(String name, String option, String value, Collection<String> paths) {
    String others =
        String.join(", ", paths.stream().limit(SHOWN_NAMES).toList())
            + (paths.size() > SHOWN_NAMES ? ", ..." : "");
    return new ForgeException(
        ErrorKind.USAGE,
        "row-element-unknown",
        name + " has no element " + value,
        paths.isEmpty()
            ? "leave --" + option + " out"
            : "its elements that repeat are " + others + "; or leave --" + option + " out");
  }
}
