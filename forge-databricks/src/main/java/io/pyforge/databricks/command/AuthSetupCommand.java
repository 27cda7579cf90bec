package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.Profiles;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.spi.engine.HostEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code pyforge databricks auth setup}: what there is to sign in with, and what to do. It asks
 * nobody and stores nothing; of secrets it says that they are set.
 */
@Command(
    name = "setup",
    description = "Show what there is to sign in with, and the steps that are missing.",
    footer = {"", "Example:", "  pyforge databricks auth setup"})
final class AuthSetupCommand extends PlainCommand {
  private static final List<String> VARIABLES =
      List.of(
          "DATABRICKS_HOST",
          "DATABRICKS_TOKEN",
          "DATABRICKS_CONFIG_PROFILE",
          "DATABRICKS_CONFIG_FILE",
          "DATABRICKS_AUTH_TYPE",
          "DATABRICKS_CLIENT_ID",
          "DATABRICKS_CLIENT_SECRET",
          "ARM_TENANT_ID",
          "ARM_CLIENT_ID",
          "ARM_CLIENT_SECRET");

  AuthSetupCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    HostEnvironment host = surroundings().host();
    Profiles file = Profiles.of(host);
    List<String> profiles = file.names();
    Optional<String> url = surroundings().settings().workspaceUrl();
    boolean token = host.variable("DATABRICKS_TOKEN").isPresent();
    boolean address = host.variable("DATABRICKS_HOST").or(() -> url).isPresent();
    boolean application =
        Stream.of("DATABRICKS", "ARM")
            .anyMatch(
                start ->
                    host.variable(start + "_CLIENT_ID").isPresent()
                        && host.variable(start + "_CLIENT_SECRET").isPresent());
    boolean ready = address && (token || application) || !profiles.isEmpty();
    if (json()) {
      print(document(host, profiles, url, ready));
      return 0;
    }
    out().println("found:");
    for (String name : VARIABLES) {
      host.variable(name).ifPresent(value -> out().println("  " + name + shown(name, value)));
    }
    url.ifPresent(
        u -> out().println("  workspace_url of ~/.pyforge/" + DatabricksSettings.FILE + ": " + u));
    if (!profiles.isEmpty()) {
      out().println("  profiles of " + file.file() + ": " + String.join(", ", profiles));
    }
    if (!ready && profiles.isEmpty() && !address && !token) {
      out().println("  nothing");
    }
    out().println();
    if (ready) {
      boolean named = !(address && (token || application)) && !profiles.contains("DEFAULT");
      String option = named ? " --profile " + profiles.get(0) : "";
      out().println("next: pyforge databricks auth test" + option);
    } else {
      steps(address, token).forEach(out()::println);
    }
    return 0;
  }

  private static List<String> steps(boolean address, boolean token) {
    List<String> todo = new ArrayList<>();
    if (!token) {
      todo.add("in the workspace: Settings > Developer > Access tokens > Generate new token");
    }
    if (!address) {
      todo.add("export DATABRICKS_HOST=https://<the address that the browser shows>");
    }
    if (!token) {
      todo.add("export DATABRICKS_TOKEN=<the token>");
    }
    todo.add("pyforge databricks auth test");
    List<String> steps = new ArrayList<>();
    steps.add("to sign in with a token:");
    for (int i = 0; i < todo.size(); i++) {
      steps.add("  " + (i + 1) + ". " + todo.get(i));
    }
    steps.add("as an application (a CI job): set DATABRICKS_HOST, DATABRICKS_CLIENT_ID and");
    steps.add("  DATABRICKS_CLIENT_SECRET of a service principal");
    steps.add("with a browser: sign in with the Databricks CLI (databricks auth login), then pass");
    steps.add("  --profile NAME");
    return steps;
  }

  private static ObjectNode document(
      HostEnvironment host, List<String> profiles, Optional<String> url, boolean ready) {
    ObjectNode document = object().put("ready", ready);
    ArrayNode variables = document.putArray("variables");
    VARIABLES.stream().filter(name -> host.variable(name).isPresent()).forEach(variables::add);
    ArrayNode names = document.putArray("profiles");
    profiles.forEach(names::add);
    url.ifPresent(u -> document.put("workspace_url", u));
    return document;
  }

  private static String shown(String name, String value) {
    boolean secret = name.endsWith("TOKEN") || name.endsWith("SECRET");
    // An address may hold a password before its host.
    return secret ? " is set" : ": " + value.replaceFirst("//[^/@]*@", "//...@");
  }
}
