package io.pyforge.core.error;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What users read when files, folders, streams and compressed data do not work out. */
public final class StorageFailures {
  private StorageFailures() {}

  /** Nothing is at an input's location. */
  public static ForgeException inputMissing(String location, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        location + ": there is no such file",
        location.indexOf('\ufffd') < 0
            ? "check the spelling and the folder you are in"
            : "its name is not text in the encoding of this machine: rename it",
        cause);
  }

  /** An input is a link to a place where nothing is. */
  public static ForgeException inputLinkBroken(String location, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        location + ": is a link to a file that is not there",
        "remove the link, or put the file where it leads",
        cause);
  }

  /** An input is there and may not be read. */
  public static ForgeException inputUnreadable(String location, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "input-unreadable",
        location + ": you have no permission to read it",
        "ask its owner for read permission",
        cause);
  }

  /** A folder was given where a file is needed. */
  public static ForgeException inputIsFolder(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        "input-is-folder",
        location + ": is a folder, not a file",
        "name a file in it");
  }

  /** A location that cannot be one of this machine's. */
  public static ForgeException badLocation(String location, String why) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        "'" + location + "' is no usable location: " + why,
        "give a path such as data/sales.csv");
  }

  /** A listing of something that is no folder. */
  public static ForgeException folderMissing(String location) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        location + ": there is no such folder",
        "check the spelling and the folder you are in");
  }

  /** Standard input, or a pipe, was to be read a second time. */
  public static ForgeException streamConsumed(String location) {
    return new ForgeException(
        ErrorKind.INPUT,
        "stream-consumed",
        location + ": the stream was already read and cannot be read again",
        "save it to a file first");
  }

  /** Something is at the destination and may not be replaced. */
  public static ForgeException outputExists(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-exists",
        location + ": exists already",
        "pass --force to replace it, or name another output");
  }

  /** A folder that holds something is at the destination. */
  public static ForgeException outputFolderNotEmpty(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-exists",
        location + ": the folder exists and is not empty",
        "pass --force to write into it (only files written by an earlier run are removed), or name"
            + " another folder");
  }

  /** A folder is where a file should go. */
  public static ForgeException outputIsFolder(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-is-folder",
        location + ": is a folder, and the output is one file",
        "name a file in it, or put a slash behind it to have a file for each table there");
  }

  /** A file is where a folder should go. */
  public static ForgeException outputIsFile(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-is-file",
        location + ": is a file, and the output is a folder of files",
        "name a folder");
  }

  /** The destination may not be written. */
  public static ForgeException outputUnwritable(
      String location, String what, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "output-unwritable",
        location + ": " + what + " may not be written",
        "choose another place, or ask for write permission",
        cause);
  }

  /** The disk, or the user's share of it, is full. */
  public static ForgeException noSpace(String location, @Nullable Throwable cause) {
    boolean quota = cause != null && text(cause).contains("quota");
    return new ForgeException(
        ErrorKind.OUTPUT,
        "no-space",
        location + ": " + (quota ? "your disk quota is used up" : "no space is left on the disk"),
        "free some space, or write to another disk",
        cause);
  }

  /**
   * What an I/O error while writing means to the user. The operating system's reason is known to
   * Java only as text, in the language of the C library; an unknown text is shown as it is.
   */
  public static ForgeException writing(String location, IOException cause) {
    String text = text(cause);
    if (text.contains("no space left")
        || text.contains("not enough space")
        || text.contains("quota")) {
      return noSpace(location, cause);
    }
    if (text.contains("broken pipe") || text.contains("pipe is being closed")) {
      return new ForgeException(
          ErrorKind.OUTPUT,
          "pipe-closed",
          location + ": what reads the output stopped before its end",
          "let it read everything, or write to a file",
          cause);
    }
    if (text.contains("file too large")) {
      return new ForgeException(
          ErrorKind.OUTPUT,
          "file-too-large",
          location + ": the file became larger than the system allows",
          "raise the file size limit (ulimit -f), or write to a file system without one",
          cause);
    }
    if (cause instanceof AccessDeniedException
        || text.contains("permission denied")
        || text.contains("read-only file system")
        || text.contains("operation not permitted")) {
      return outputUnwritable(location, "it", cause);
    }
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-failed",
        location + ": writing failed: " + reason(cause),
        "check the disk and the path",
        cause);
  }

  /** The folder for temporary files is not there. */
  public static ForgeException tempMissing(Path root) {
    return new ForgeException(
        ErrorKind.USAGE,
        "temp-dir-missing",
        root + ": the folder for temporary files does not exist",
        "create it, or set PYFORGE_TEMP_DIR to another folder");
  }

  /** The folder for temporary files cannot be used. */
  public static ForgeException tempUnwritable(Path root, IOException cause) {
    String text = text(cause);
    if (text.contains("no space left") || text.contains("quota")) {
      return new ForgeException(
          ErrorKind.OUTPUT,
          "no-space",
          root + ": no space is left for temporary files",
          "free some space, or set PYFORGE_TEMP_DIR to another folder",
          cause);
    }
    return new ForgeException(
        ErrorKind.ACCESS,
        "temp-dir-unwritable",
        root + ": temporary files cannot be written there: " + reason(cause),
        "set PYFORGE_TEMP_DIR to a folder that you may write",
        cause);
  }

  /** What an I/O error while writing a temporary file means to the user. */
  public static ForgeException writingTemporary(Path file, IOException cause) {
    return text(cause).contains("file too large")
        ? writing("temporary file " + file, cause)
        : tempUnwritable(file, cause);
  }

  /** Compressed data that ends early or contradicts itself. */
  public static ForgeException compressedDataDamaged(
      String location, String compression, Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "compressed-data-damaged",
        location + ": the " + compression + " data is damaged or cut short: " + reason(cause),
        "fetch the file again, or test it with the tool that made it",
        cause);
  }

  /** Compressed data that grows beyond what was allowed. */
  public static ForgeException decompressedTooLarge(String location, String limit, String option) {
    return new ForgeException(
        ErrorKind.INPUT,
        "decompressed-size-limit",
        location + ": decompressed, it is larger than " + limit,
        "if you trust the file, pass --" + option + " with a larger size, such as 2000GB");
  }

  /** An archive that needs a password. */
  public static ForgeException archiveEncrypted(String location, String member) {
    return new ForgeException(
        ErrorKind.INPUT,
        "archive-encrypted",
        location + ": " + member + " in the zip archive is encrypted",
        "extract it with its password first");
  }

  /** A member of an archive stored in a way we cannot read. */
  public static ForgeException archiveMethodUnsupported(
      String location, String member, int method) {
    return new ForgeException(
        ErrorKind.INPUT,
        "archive-method-unsupported",
        location
            + ": "
            + member
            + " is stored by zip method "
            + method
            + ", which is not supported",
        "extract it first");
  }

  /** An archive without a file to read. */
  public static ForgeException archiveEmpty(String location) {
    return new ForgeException(
        ErrorKind.INPUT,
        "archive-empty",
        location + ": the zip archive holds no file to read",
        "check that it is the right archive");
  }

  /** An archive of several files where one is needed. */
  public static ForgeException archiveHasSeveral(String location, List<String> names) {
    List<String> shown = names.size() > 5 ? names.subList(0, 5) : names;
    return new ForgeException(
        ErrorKind.INPUT,
        "archive-several-members",
        location
            + ": the zip archive holds "
            + names.size()
            + " files: "
            + String.join(", ", shown)
            + (names.size() > shown.size() ? ", ..." : ""),
        "extract the one you need first");
  }

  private static String text(Throwable cause) {
    return reason(cause).toLowerCase(Locale.ROOT);
  }

  /** Java leaves the reason out where the class of the exception says it. */
  private static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
