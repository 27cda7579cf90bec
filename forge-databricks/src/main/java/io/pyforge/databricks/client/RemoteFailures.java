package io.pyforge.databricks.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What a workspace refused or did not answer, in the user's words. */
final class RemoteFailures {
  /** There is no room, and waiting does not help. */
  private static final String QUOTA = "QUOTA_EXCEEDED";

  /**
   * What the service says about a refusal.
   *
   * @param code its own code, possibly empty
   * @param message its own words without secrets, possibly empty
   */
  record Said(String code, String message) {
    private String behind(String problem) {
      return message.isEmpty() ? problem : problem + ": " + message;
    }
  }

  private RemoteFailures() {}

  /** Nobody answered, or the answer was cut off every time. */
  static ForgeException lost(Call call, int attempts, IOException e) {
    return lost(host(call.url()), attempts, e);
  }

  /** The same, of a request that somebody else sent. */
  static ForgeException lost(String host, int attempts, IOException e) {
    if (e instanceof UnknownHostException) {
      return new ForgeException(
          ErrorKind.REMOTE,
          "host-unknown",
          "there is no host " + host,
          "check --workspace-url or DATABRICKS_HOST, and the network",
          e);
    }
    if (e instanceof SSLException) {
      return new ForgeException(
          ErrorKind.REMOTE,
          "connection-not-trusted",
          "no safe connection to " + host + ": " + Redaction.of(String.valueOf(e.getMessage())),
          "check the address; behind a proxy with a certificate of its own, add that to Java's trust"
              + " store",
          e);
    }
    return new ForgeException(
        ErrorKind.REMOTE,
        "connection-lost",
        "no whole answer from "
            + host
            + (attempts > 1 ? " after " + attempts + " attempts" : "")
            + ": "
            + Redaction.of(String.valueOf(e.getMessage())),
        "check the network and run it again; pyforge databricks auth test tries the connection",
        e);
  }

  /** The failure for an answer that says no, about a file or folder. */
  static ForgeException refused(VolumePath path, Answer answer, String doing) {
    return refused(path.toString(), answer.status(), said(answer), doing);
  }

  /** The failure for an answer that says no. */
  static ForgeException refused(String what, int status, Said said, String doing) {
    return switch (status) {
      case 401 -> signInRefused(said);
      case 403 ->
          new ForgeException(
              ErrorKind.ACCESS,
              "permission-denied",
              said.behind(doing + " " + what + " is not permitted"),
              "ask its owner for READ VOLUME or WRITE VOLUME, with USE CATALOG and USE SCHEMA above"
                  + " it; pyforge databricks auth test shows who you are");
      case 404 ->
          new ForgeException(
              ErrorKind.NOT_FOUND,
              "input-missing",
              what + " is not there",
              "check its name with pyforge databricks ls; letter case counts");
      case 409 ->
          new ForgeException(
              ErrorKind.OUTPUT,
              "output-exists",
              what + " is there already",
              "pass --force to replace it, or name another output");
      case 429 ->
          said.code().equals(QUOTA)
              ? other(what, status, said, doing)
              : new ForgeException(
                  ErrorKind.REMOTE,
                  "service-busy",
                  said.behind(doing + " " + what + " was refused: too many requests"),
                  "wait a little and run it again with fewer at a time");
      default -> other(what, status, said, doing);
    };
  }

  private static ForgeException other(String what, int status, Said said, String doing) {
    boolean full =
        status == 413
            || status == 507
            || said.code().equals("RESOURCE_EXHAUSTED")
            || said.code().equals(QUOTA);
    if (full) {
      return new ForgeException(
          ErrorKind.OUTPUT,
          "output-too-large",
          said.behind("the workspace has no room for " + what),
          "free some room, or write a smaller output");
    }
    if (status >= 500) {
      return new ForgeException(
          ErrorKind.REMOTE,
          "service-failed",
          said.behind(doing + " " + what + " failed with status " + status),
          "run it again later; if it stays, see the status page of your workspace");
    }
    if (status >= 300 && status < 400) {
      return new ForgeException(
          ErrorKind.REMOTE,
          "service-redirected",
          "the host sends requests elsewhere instead of answering them (status " + status + ")",
          "check --workspace-url: it is the address of a workspace, as the browser shows it");
    }
    return new ForgeException(
        ErrorKind.REMOTE,
        "request-refused",
        said.behind(doing + " " + what + " was refused with status " + status),
        "check the name and your rights, and report it as a defect if both are right");
  }

  /** The workspace does not accept who asks. */
  static ForgeException signInRefused(Said said) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "sign-in-refused",
        said.behind("the workspace refuses the sign-in: it is wrong or has run out"),
        "make a new token or sign in again; pyforge databricks auth setup shows what was found");
  }

  /** A file changed while it was read. */
  static ForgeException changed(VolumePath path) {
    return new ForgeException(
        ErrorKind.INPUT,
        "input-changed",
        path + " was changed by somebody while it was read",
        "run it again when it is complete");
  }

  /** What the service says in the body of a refusal, which is JSON, HTML or nothing. */
  static Said said(Answer answer) {
    try {
      return said(answer.text());
    } catch (IOException e) {
      return new Said("", "");
    }
  }

  private static Said said(String body) {
    try {
      JsonNode tree = Json.read(body);
      String code = text(tree, "error_code").or(() -> text(tree, "error")).orElse("");
      String message = text(tree, "message").or(() -> text(tree, "error_description")).orElse("");
      for (JsonNode detail : tree.path("details")) {
        if (detail.path("@type").asText("").endsWith("QuotaFailure")) {
          code = QUOTA; // the code beside it is also used for too many requests
        }
      }
      return new Said(code, Redaction.of(message.replaceAll("\\s+", " ").strip()));
    } catch (IOException e) {
      return new Said("", "");
    }
  }

  private static Optional<String> text(JsonNode tree, String name) {
    JsonNode value = tree == null ? null : tree.get(name);
    return value == null || !value.isTextual() ? Optional.empty() : Optional.of(value.asText());
  }

  private static String host(String url) {
    return url.replaceFirst("^(https?://[^/?#]+).*$", "$1");
  }
}
