package io.pyforge.databricks.client;

import java.util.regex.Pattern;

/**
 * Takes secrets out of text that others wrote, before it reaches a message or a log: what follows
 * the question mark of an address (signatures), and what looks like a token.
 */
public final class Redaction {
  private static final String HIDDEN = "***";
  private static final Pattern QUERY =
      Pattern.compile("(?i)(https?://[^\\s?\"'<>]*)\\?[^\\s\"'<>]*");
  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
  private static final Pattern TOKEN =
      Pattern.compile("\\b(dapi|dkea|dose|doses|dsapi)[A-Za-z0-9-]{8,}|\\beyJ[A-Za-z0-9._-]{20,}");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(\"?(?:token|access_token|client_secret|session_token|password)\"?\\s*[:=]\\s*\"?)[^\\s\",}&]+");

  private Redaction() {}

  /** The text without secrets. */
  public static String of(String text) {
    String shown = QUERY.matcher(text).replaceAll("$1?" + HIDDEN);
    shown = BEARER.matcher(shown).replaceAll("$1 " + HIDDEN);
    shown = TOKEN.matcher(shown).replaceAll(HIDDEN);
    return NAMED.matcher(shown).replaceAll("$1" + HIDDEN);
  }
}
