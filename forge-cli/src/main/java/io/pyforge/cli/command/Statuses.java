package io.pyforge.cli.command;

import java.util.List;

/** The exit statuses as the help of a command lists them. */
final class Statuses {
  static final String HEADING = "%nExit statuses:%n";
  static final String DONE = "0:done";
  static final String INTERNAL = "1:a failure that nothing else names";
  static final String USAGE = "2:bad option, argument or format name";
  static final String NOT_FOUND = "3:the input is not there";
  static final String INPUT = "4:the input is unreadable, corrupt or unsupported";
  static final String INVALID = "5:the input is not valid, or breaks a fixed schema";
  static final String ACCESS = "6:permission or sign-in refused";
  static final String OUTPUT = "7:the output exists, or cannot be written";
  static final String REMOTE = "8:a service failed after retries";
  static final String PARTIAL = "9:some inputs or tables failed, the others are done";
  static final String STOPPED = "130:interrupted (143: terminated)";

  static final List<String> ALL =
      List.of(
          DONE, INTERNAL, USAGE, NOT_FOUND, INPUT, INVALID, ACCESS, OUTPUT, REMOTE, PARTIAL,
          STOPPED);

  private Statuses() {}
}
