package io.pyforge.core.reader.mdf;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tells primary data files from what else bears their suffix: other files of a database, and files
 * of other programs.
 */
final class FileKind {
  /** Pages that every database has. */
  private static final int FEWEST_PAGES = 10;

  private static final int HEAD_BYTES = FEWEST_PAGES * PageHeader.PAGE_BYTES;
  private static final int FIRST_MAP = PageHeader.PAGE_BYTES;
  private static final int START_OF_TEXT = 1024;
  private static final int LOG_FILE = 2;

  private FileKind() {}

  /** Whether bytes start as a data file does: with its header, and the first map of pages. */
  static boolean isDatabase(byte[] head) {
    return head.length >= FIRST_MAP + PageHeader.BYTES
        && isFileHeader(head)
        && PageHeader.version(head, FIRST_MAP) == 1
        && PageHeader.type(head, FIRST_MAP) == PageHeader.PFS;
  }

  private static boolean isFileHeader(byte[] head) {
    return head.length >= PageHeader.BYTES
        && PageHeader.version(head, 0) == 1
        && PageHeader.type(head, 0) == PageHeader.FILE_HEADER;
  }

  /**
   * Makes sure that a source is a primary data file as far as its first pages tell.
   *
   * @throws ForgeException INPUT if it is not
   */
  static void require(InputSource source) throws IOException {
    byte[] head;
    try (InputStream in = source.openRange(0, HEAD_BYTES)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    String name = source.name();
    if (!isFileHeader(head)) {
      throw otherThing(name, head);
    }
    int file = PageHeader.self(head, 0).file();
    if (head.length < HEAD_BYTES) {
      throw MdfFailures.notDatabase(
          name,
          "it has " + head.length + " bytes, and the smallest has " + HEAD_BYTES,
          "copy the file again; it was cut off");
    }
    int boot = BootPage.PAGE * PageHeader.PAGE_BYTES;
    if (file != PageAddress.PRIMARY) {
      throw MdfFailures.notPrimary(
          name, "by its header it is file " + file + (file == LOG_FILE ? ", the log" : ""));
    }
    if (PageHeader.type(head, boot) != PageHeader.BOOT) {
      throw MdfFailures.notPrimary(name, "page 9 is not the boot page");
    }
  }

  private static ForgeException otherThing(String name, byte[] head) {
    if (head.length == 0) {
      return MdfFailures.notDatabase(name, "it is empty", "copy the file again");
    }
    String start =
        new String(head, 0, Math.min(head.length, START_OF_TEXT), StandardCharsets.ISO_8859_1);
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs")) {
      return MdfFailures.notDatabase(
          name,
          "it is a Git LFS pointer, which stands for the file",
          "fetch the file itself with git lfs pull");
    }
    if (start.startsWith("MDF ")) {
      return MdfFailures.notDatabase(
          name,
          "it is a file of measurements (ASAM MDF)",
          "export the measurements as CSV or Parquet with the software that recorded them");
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return MdfFailures.notDatabase(
          name,
          "it is a web page, such as a download saves when it needs a sign-in",
          "download the file itself");
    }
    return MdfFailures.notDatabase(
        name,
        "it does not begin with the header of one",
        "check that it is the right file, or copy it again; --from names another format");
  }
}
