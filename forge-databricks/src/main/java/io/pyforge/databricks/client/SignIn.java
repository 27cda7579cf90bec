package io.pyforge.databricks.client;

import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.HttpClient;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and which workspace. A token is used as it is, without asking anybody; every other kind
 * of sign-in is left to the SDK at the first request. Nothing is ever stored. Thread-safe.
 */
public final class SignIn {
  private final Supplier<DatabricksConfig> maker;
  private final boolean renewable;
  private @Nullable DatabricksConfig config;

  private SignIn(Supplier<DatabricksConfig> maker, boolean renewable) {
    this.maker = maker;
    this.renewable = renewable;
  }

  /** The sign-in that a user's choices come to. */
  static SignIn of(SignInChoices choices, HttpClient http) {
    Optional<String> token = choices.plainToken();
    if (token.isPresent() && choices.host().isPresent()) {
      String host = choices.host().get();
      return new SignIn(
          () -> base(http).setHost(host).setCredentialsProvider(new TokenCredentials(token.get())),
          false);
    }
    return new SignIn(() -> choices.applyTo(base(http)), true);
  }

  /** The sign-in of a client that the user made. */
  static SignIn of(DatabricksConfig made) {
    SignIn signIn = new SignIn(() -> made, false);
    signIn.config = made;
    return signIn;
  }

  /** The address of the workspace, without a slash at the end. */
  public String host() {
    return SignInChoices.checkedHost(String.valueOf(resolved().getHost()));
  }

  /** How it signs in, such as {@code pat} or {@code oauth-m2m}. */
  public String kind() {
    headers();
    return String.valueOf(resolved().getAuthType());
  }

  /** The headers that say who asks. */
  Map<String, String> headers() {
    try {
      return resolved().authenticate();
    } catch (DatabricksException | IllegalArgumentException e) {
      throw failed(e);
    }
  }

  /** Signs in anew after a refusal; false when it would only say the same again. */
  synchronized boolean renew() {
    if (renewable) {
      config = null;
    }
    return renewable;
  }

  /** What the SDK's own clients are made with. */
  synchronized DatabricksConfig resolved() {
    DatabricksConfig known = config;
    if (known == null) {
      try {
        known = maker.get().resolve();
      } catch (DatabricksException | IllegalArgumentException e) {
        throw failed(e);
      }
      if (known.getHost() == null || known.getHost().isBlank()) {
        throw missing(null);
      }
      config = known;
    }
    return known;
  }

  private static DatabricksConfig base(HttpClient http) {
    return new DatabricksConfig().setHttpClient(http).setDisableRetries(true);
  }

  private static ForgeException failed(RuntimeException e) {
    String said = Redaction.of(String.valueOf(e.getMessage())).replaceAll("\\s+", " ");
    if (said.contains("cannot configure default credentials") || said.contains("no host")) {
      return missing(e);
    }
    return new ForgeException(
        ErrorKind.ACCESS,
        "sign-in-failed",
        "signing in to Databricks failed: " + said,
        "pyforge databricks auth setup shows what was found and what to do",
        e);
  }

  private static ForgeException missing(@Nullable Throwable e) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "sign-in-missing",
        "there is no workspace and sign-in for Databricks",
        "set DATABRICKS_HOST and DATABRICKS_TOKEN, or pass --profile with a profile of"
            + " ~/.databrickscfg; pyforge databricks auth setup shows the steps",
        e);
  }
}
