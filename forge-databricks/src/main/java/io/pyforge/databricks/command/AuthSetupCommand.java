package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;

/**
 * {@code pyforge databricks auth setup}: what there is to sign in with, and what to do. It asks
 * nobody and stores nothing; of secrets it says that they are set.
 */
@Command(
    name = "setup",
    description = "Show what there is to sign in with, and the steps that are missing.",
    footer = {"", "Example:", "  pyforge databricks auth setup"})
final class AuthSetupCommand extends WorkspaceCommand {
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
  private static final Pattern SECTION = Pattern.compile("\\s*\\[([^\\]]+)]\\s*");

  AuthSetupCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException {
    HostEnvironment host = surroundings().host();
    Path home = Path.of(host.properties().getOrDefault("user.home", "."));
    Path profilesFile =
        host.variable("DATABRICKS_CONFIG_FILE")
            .map(text -> Path.of(text))
            .orElse(home.resolve(".databrickscfg"));
    List<String> profiles = profiles(profilesFile);
    Optional<String> url = surroundings().settings().workspaceUrl();
    boolean token = host.variable("DATABRICKS_TOKEN").isPresent();
    boolean address = host.variable("DATABRICKS_HOST").or(() -> url).isPresent();
    boolean application =
        host.variable("DATABRICKS_CLIENT_ID").isPresent()
            && host.variable("DATABRICKS_CLIENT_SECRET").isPresent();
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
      out().println("  profiles of " + profilesFile + ": " + String.join(", ", profiles));
    }
    if (!ready && profiles.isEmpty() && !address && !token) {
      out().println("  nothing");
    }
    out().println();
    steps(ready, address).forEach(out()::println);
    return 0;
  }

  private static List<String> steps(boolean ready, boolean address) {
    if (ready) {
      return List.of("next: pyforge databricks auth test");
    }
    List<String> steps = new ArrayList<>();
    steps.add("to sign in with a token:");
    steps.add("  1. in the workspace: Settings > Developer > Access tokens > Generate new token");
    if (!address) {
      steps.add("  2. export DATABRICKS_HOST=https://<the address that the browser shows>");
    }
    steps.add("  " + (address ? "2" : "3") + ". export DATABRICKS_TOKEN=<the token>");
    steps.add("  " + (address ? "3" : "4") + ". pyforge databricks auth test");
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
    return secret ? " is set" : ": " + value;
  }

  private static List<String> profiles(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isReadable(file)) {
      return names;
    }
    for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R")) {
      Matcher section = SECTION.matcher(line);
      if (section.matches() && !section.group(1).startsWith("__")) {
        names.add(section.group(1));
      }
    }
    return names;
  }
}
