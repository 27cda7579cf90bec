package io.pyforge.cli.option;

import picocli.CommandLine.Option;

/** The options that every command has. */
public final class OutputOptions {
  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log every decision, and show stack traces, on standard error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  /** Options not yet parsed. */
  public OutputOptions() {}

  /** Whether the result is wanted as a JSON document. */
  public boolean json() {
    return json;
  }

  /** Whether every decision is to be logged. */
  public boolean verbose() {
    return verbose;
  }
}
