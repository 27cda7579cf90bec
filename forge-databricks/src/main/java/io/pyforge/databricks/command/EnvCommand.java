package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import picocli.CommandLine.Command;

/** {@code pyforge databricks env}: where this runs, and what speaks for it. */
@Command(
    name = "env",
    description = "Show where this runs, and what speaks for it. Asks no network.",
    footer = {"", "Example:", "  pyforge databricks env --json"})
final class EnvCommand extends PlainCommand {
  EnvCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    RuntimeEnvironment found = surroundings().runtime();
    if (json()) {
      print(document(found));
      return 0;
    }
    out().println("platform: " + found.platform().label() + (found.certain() ? "" : " (probably)"));
    found.version().ifPresent(version -> out().println("runtime:  " + version.raw()));
    for (RuntimeEnvironment.Evidence seen : found.evidence()) {
      out().println("  " + seen.name() + ": " + seen.value() + " - " + seen.meaning());
    }
    return 0;
  }

  private static ObjectNode document(RuntimeEnvironment found) {
    ObjectNode document =
        object()
            .put("platform", found.platform().label())
            .put("inside_databricks", found.platform().inside())
            .put("certain", found.certain());
    found
        .version()
        .ifPresent(
            version ->
                document
                    .putObject("runtime")
                    .put("version", version.raw())
                    .put("major", version.major())
                    .put("minor", version.minor())
                    .put("serverless", version.serverless()));
    ArrayNode evidence = document.putArray("evidence");
    for (RuntimeEnvironment.Evidence seen : found.evidence()) {
      evidence
          .addObject()
          .put("name", seen.name())
          .put("value", seen.value())
          .put("meaning", seen.meaning());
    }
    return document;
  }
}
