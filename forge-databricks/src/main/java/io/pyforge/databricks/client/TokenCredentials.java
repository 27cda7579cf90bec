package io.pyforge.databricks.client;

import com.databricks.sdk.core.CredentialsProvider;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.HeaderFactory;
import java.util.Map;

/**
 * A personal access token as it is. The SDK's own provider first asks the host how it signs people
 * in, which takes a second, and eight when the host is down.
 */
final class TokenCredentials implements CredentialsProvider {
  private final String token;

  TokenCredentials(String token) {
    this.token = token;
  }

  @Override
  public String authType() {
    return "pat";
  }

  @Override
  public HeaderFactory configure(DatabricksConfig config) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
    return () -> headers;
  }
}
