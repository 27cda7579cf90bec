package io.pyforge.core.reader.pdf;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import org.jspecify.annotations.Nullable;

/** The texts of everything that can go wrong with PDF documents. */
final class PdfFailures {
  private PdfFailures() {}

  static ForgeException notReadable(String name, String why, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-pdf",
        name + " cannot be read: " + why,
        "open it in a PDF viewer and print it to a new PDF, or get it again from where it was made",
        cause);
  }

  static ForgeException badPage(String name, int page, String why, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-pdf",
        name + ": page " + page + " cannot be read: " + why,
        "leave the page out with --pages, or print the document to a new PDF",
        cause);
  }

  static ForgeException noPages(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "pdf-without-pages",
        name + " has no page",
        "check that it is the right file");
  }

  static ForgeException noText(String name, int pages, boolean scanned) {
    return new ForgeException(
        ErrorKind.INPUT,
        "pdf-without-text",
        name
            + (scanned ? ": the pages are pictures, as of a scan: " : ": ")
            + (pages == 1 ? "the one page read has" : "none of the " + pages + " pages read has")
            + (pages == 1 ? " no text" : " any text"),
        scanned
            ? "run it through text recognition (OCR) first, which adds the text to the pictures"
            : "check that it is the right file, and what --pages and --area leave of it");
  }

  static ForgeException passwordNeeded(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-needed",
        name + " is encrypted, and no password was given",
        "set PYFORGE_PASSWORD, or pass --password");
  }

  static ForgeException passwordWrong(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-wrong",
        name + " is encrypted, and the password given does not open it",
        "check the password, and which of --password and PYFORGE_PASSWORD gave it");
  }

  static ForgeException pageTooLarge(String name, int page, String what, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "page-too-large",
        name + ": " + what + " of page " + page + " has more than " + limitBytes + " bytes",
        "raise --max-page-bytes if you trust the file, or leave the page out with --pages");
  }

  static ForgeException pageTooLong(String name, int page, long limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "page-too-large",
        name + ": page " + page + " draws more than " + limit + " things",
        "raise --max-page-bytes if you trust the file, or leave the page out with --pages");
  }

  static ForgeException pageTooBroken(String name, int page, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-pdf",
        name + ": page " + page + " has more than " + limit + " instructions that cannot be run",
        "leave the page out with --pages, or print the document anew");
  }

  static ForgeException pageBeyond(String name, int page, int pages) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-option-value",
        "option --pages names page " + page + ", and " + name + " has " + pages(pages),
        "name pages from 1 to " + pages);
  }

  private static String pages(int count) {
    return count == 1 ? "1 page" : count + " pages";
  }
}
