package io.pyforge.databricks.command;

import io.pyforge.databricks.client.Workspace;
import picocli.CommandLine.Command;

/** {@code pyforge databricks auth test}: asks the workspace who this is. */
@Command(
    name = "test",
    description = "Sign in, and show who you are.",
    exitCodeListHeading = "%nExit statuses:%n",
    exitCodeList = {
      "0:signed in",
      "6:the sign-in is missing or refused",
      "8:the workspace cannot be reached"
    },
    footer = {"", "Example:", "  pyforge databricks auth test --profile work"})
final class AuthTestCommand extends WorkspaceCommand {
  AuthTestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() {
    Workspace workspace = workspace();
    String user = workspace.sdk().userName();
    String host = workspace.signIn().host();
    String kind = workspace.signIn().kind();
    if (json()) {
      print(object().put("success", true).put("host", host).put("user", user).put("sign_in", kind));
    } else {
      out().println("signed in to " + host + " as " + user + " (" + kind + ")");
    }
    return 0;
  }
}
