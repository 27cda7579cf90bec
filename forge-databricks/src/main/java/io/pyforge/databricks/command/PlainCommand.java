package io.pyforge.databricks.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all commands have in common: text or JSON as output. The class loader of the thread is the
 * extension's while a command runs, because libraries look there for their parts.
 */
@Command(
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    sortOptions = false,
    abbreviateSynopsis = true)
abstract class PlainCommand implements Callable<Integer> {
  static final ObjectMapper JSON = new ObjectMapper();

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", order = 103, description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      order = 104,
      description = "Log every decision, and show stack traces, on standard error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      order = 105,
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  PlainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(PlainCommand.class.getClassLoader());
    try {
      return run();
    } finally {
      thread.setContextClassLoader(before);
      out().flush();
    }
  }

  /** Does the work and returns the exit status. */
  abstract int run() throws IOException;

  final Surroundings surroundings() {
    return surroundings;
  }

  final boolean json() {
    return json;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints the one document of this command, on one line as all commands do. */
  final void print(JsonNode document) {
    try {
      out().println(JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
