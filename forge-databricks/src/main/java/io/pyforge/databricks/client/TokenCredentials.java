package io.pyforge.databricks.client;

import com.databricks.sdk.core.CredentialsProvider;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.HeaderFactory;
import java.util.Map;

/**
 * Headers that are known, for the SDK. Its own provider for tokens first asks the host how it signs
 * people in, which takes a second, and eight when the host is down.
 */
record TokenCredentials(Map<String, String> known) implements CredentialsProvider {
  static final String KIND = "pat";

  @Override
  public String authType() {
    return KIND;
  }

  @Override
  public HeaderFactory configure(DatabricksConfig config) {
    return () -> known;
  }

  @Override
  public String toString() {
    return "TokenCredentials"; // never the token
  }
}
