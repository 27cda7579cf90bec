package io.pyforge.databricks.storage;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;

/** What can be wrong with places in volumes, in the user's words. */
final class VolumeFailures {
  private VolumeFailures() {}

  static ForgeException inputMissing(String location) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        location + ": there is no such file",
        "check its name with pyforge databricks ls; letter case counts");
  }

  static ForgeException folderMissing(String location) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        location + ": there is no such folder",
        "check its name with pyforge databricks ls; letter case counts");
  }

  static ForgeException inputIsFolder(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        "input-is-folder",
        location + ": is a folder, not a file",
        "name a file in it");
  }

  static ForgeException inputTooLarge(String location, long size, long limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "input-too-large",
        location + ": has " + size + " bytes, and max_file_size_mb allows " + limit,
        "raise max_file_size_mb in databricks.yaml, or take the line out");
  }

  static ForgeException outputExists(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-exists",
        location + ": exists already",
        "pass --force to replace it, or name another output");
  }

  static ForgeException outputFolderNotEmpty(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-exists",
        location + ": the folder exists and is not empty",
        "pass --force to write into it (only files written by an earlier run are removed), or name"
            + " another folder");
  }

  static ForgeException outputIsFolder(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-is-folder",
        location + ": is a folder, and the output is one file",
        "name a file in it, or put a slash behind it to have a file for each table there");
  }

  static ForgeException outputIsFile(String location) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-is-file",
        location + ": is a file, and the output is a folder of files",
        "name a folder");
  }

  static ForgeException outputBelowFile(String location, String file) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-not-folder",
        location + ": " + file + " is a file, and a folder is needed",
        "name another folder");
  }

  static ForgeException mistyped(String location, String correction) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        location + ": is no location of a volume",
        "did you mean " + correction + "?");
  }

  static ForgeException elsewhere(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        location + ": is no location of a volume",
        "write /Volumes/<catalog>/<schema>/<volume>/...");
  }

  static ForgeException notAVolume(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        location + ": only files in volumes can be reached, and this is the older file system",
        "copy it into a volume, and write /Volumes/<catalog>/<schema>/<volume>/...");
  }

  static ForgeException notRelative(String location, String missing) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        location + ": " + missing + " is not known",
        "set PYFORGE_DATABRICKS_CATALOG and PYFORGE_DATABRICKS_SCHEMA, or default_catalog and"
            + " default_schema in ~/.pyforge/databricks.yaml, or write the whole path");
  }

  static ForgeException mount(String location, String doing, IOException e) {
    boolean denied = e instanceof java.nio.file.AccessDeniedException;
    return new ForgeException(
        denied ? ErrorKind.ACCESS : ErrorKind.REMOTE,
        denied ? "permission-denied" : "mount-failed",
        location + ": " + doing + " it through the mount failed: " + e.getMessage(),
        denied
            ? "ask its owner for READ VOLUME or WRITE VOLUME"
            : "run it again, or set DATABRICKS_HOST and DATABRICKS_TOKEN to go by the service",
        e);
  }
}
