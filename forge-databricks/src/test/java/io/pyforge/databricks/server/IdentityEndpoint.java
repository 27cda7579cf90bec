package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who is asking, and the sign-in of a service principal by OAuth. */
final class IdentityEndpoint {
  static final String USER = "tester@example.com";
  private static final String WORKSPACE_ID = "900800700600";
  private static final String BASIC = "Basic ";
  private static final int MAX_FORM_BYTES = 64 * 1024;

  private final Tokens tokens;
  private final Settings settings;

  IdentityEndpoint(Tokens tokens, Settings settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  Answer hostMetadata(String url) {
    ObjectNode answer = Json.object();
    answer.put("oidc_endpoint", url + "/oidc");
    answer.put("workspace_id", WORKSPACE_ID);
    answer.put("account_id", "00000000-0000-0000-0000-000000000001");
    return Json.answer(200, answer);
  }

  Answer discovery(String url) {
    ObjectNode answer = Json.object();
    answer.put("authorization_endpoint", url + "/oidc/v1/authorize");
    answer.put("token_endpoint", url + "/oidc/v1/token");
    return Json.answer(200, answer);
  }

  Answer me() {
    ObjectNode answer = Json.object();
    answer.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
    answer.put("id", "7000000000000001");
    answer.put("userName", USER);
    answer.put("displayName", "Test User");
    answer.put("active", true);
    answer.putArray("emails").addObject().put("value", USER).put("primary", true);
    answer.putArray("groups").addObject().put("display", "users").put("value", "1");
    return Json.answer(200, answer).with("X-Databricks-Org-Id", WORKSPACE_ID);
  }

  /** The token of a service principal, by its client id and secret. */
  Answer token(HttpRequest request) throws IOException, Refusal {
    String form = new String(request.body().readNBytes(MAX_FORM_BYTES), StandardCharsets.US_ASCII);
    Query fields = Query.parse(form);
    if (!fields.required("grant_type").equals("client_credentials")) {
      return oauthError(400, "unsupported_grant_type", "Only client credentials are taken here.");
    }
    if (!fields.required("scope").equals("all-apis")) {
      return oauthError(400, "invalid_scope", "The only scope is all-apis.");
    }
    Optional<String> basic =
        request.headers().first("Authorization").filter(value -> value.startsWith(BASIC));
    if (basic.isEmpty()) {
      throw Refusal.violation(
          401, "UNAUTHENTICATED", "a token was asked for without client id and secret");
    }
    String wanted = settings.clientId() + ":" + settings.clientSecret();
    String encoded = Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8));
    if (!basic.get().substring(BASIC.length()).equals(encoded)) {
      return oauthError(401, "invalid_client", "Client authentication failed");
    }
    ObjectNode answer = Json.object();
    answer.put("access_token", tokens.issue(settings.tokenLife()));
    answer.put("token_type", "Bearer");
    answer.put("scope", "all-apis");
    answer.put("expires_in", Math.max(0, settings.tokenLife().toSeconds()));
    return Json.answer(200, answer);
  }

  private static Answer oauthError(int status, String error, String description) {
    return Json.answer(
        status, Json.object().put("error", error).put("error_description", description));
  }
}
