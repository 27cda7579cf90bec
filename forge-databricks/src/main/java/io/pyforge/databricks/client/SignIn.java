package io.pyforge.databricks.client;

import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and which workspace. A token is used as it is, without asking anybody and without the
 * SDK; every other kind of sign-in is left to the SDK at the first request. Nothing is ever stored.
 * Thread-safe.
 */
public abstract sealed class SignIn {
  private static final String ABOUT_HOST = "/.well-known/databricks-config";
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"));

  private SignIn() {}

  /** The sign-in that a user's choices come to. */
  static SignIn of(SignInChoices choices, Supplier<HttpClient> http) {
    return choices.plainToken().isPresent() && choices.host().isPresent()
        ? new ByToken(choices.host().get(), choices.plainToken().get(), http)
        : new BySdk(() -> choices.applyTo(base(http)), choices.host(), true);
  }

  /** The sign-in of a client that the user made. */
  static SignIn of(DatabricksConfig made) {
    return new BySdk(() -> made, Optional.empty(), false);
  }

  /** The address of the workspace, without a slash at the end. */
  public abstract String host();

  /** How it signs in, such as {@code pat} or {@code oauth-m2m}. */
  public abstract String kind();

  /**
   * The headers that say who asks.
   *
   * @throws IOException when whoever gives out tokens did not answer
   */
  abstract Map<String, String> headers() throws IOException;

  /** What came of an attempt to sign in anew. */
  enum Renewal {
    /** It would only say the same again. */
    NONE,
    /** The next headers are others, because this attempt asked for them. */
    OURS,
    /** They are others already: somebody else was refused as well, and did it for all. */
    THEIRS
  }

  /**
   * Signs in anew after a refusal.
   *
   * @param refused the headers that were not accepted
   * @param may whether to do it; else this only looks whether somebody did
   */
  abstract Renewal renew(Map<String, String> refused, boolean may) throws IOException;

  /** What the SDK's own clients are made with. */
  abstract DatabricksConfig config();

  /** A personal access token. */
  private static final class ByToken extends SignIn {
    private final String host;
    private final String token;
    private final Supplier<HttpClient> http;

    ByToken(String host, String token, Supplier<HttpClient> http) {
      this.host = host;
      this.token = token;
      this.http = http;
    }

    @Override
    public String host() {
      return host;
    }

    @Override
    public String kind() {
      return TokenCredentials.KIND;
    }

    @Override
    Map<String, String> headers() {
      return Map.of("Authorization", "Bearer " + token);
    }

    @Override
    Renewal renew(Map<String, String> refused, boolean may) {
      return Renewal.NONE;
    }

    @Override
    DatabricksConfig config() {
      return base(() -> this::execute)
          .setHost(host)
          .setCredentialsProvider(new TokenCredentials(headers()));
    }

    /** A token needs none of what the SDK asks a host about signing in, before anything else. */
    private Response execute(Request request) throws IOException {
      return request.getUrl().equals(host + ABOUT_HOST)
          ? new Response(request, new URL(request.getUrl()), 200, "OK", JSON, "{}")
          : http.get().execute(request);
    }
  }

  /** Whatever the SDK finds. */
  private static final class BySdk extends SignIn {
    private final Supplier<DatabricksConfig> maker;
    private final Optional<String> host;
    private final boolean renewable;
    private @Nullable DatabricksConfig config;

    BySdk(Supplier<DatabricksConfig> maker, Optional<String> host, boolean renewable) {
      this.maker = maker;
      this.host = host;
      this.renewable = renewable;
    }

    @Override
    public String host() {
      // What is known is told at once: the SDK asks the host about itself before it tells it.
      return host.orElseGet(() -> SignInChoices.checkedHost(String.valueOf(config().getHost())));
    }

    @Override
    public String kind() {
      try {
        headers();
      } catch (IOException e) {
        throw RemoteFailures.lost(Call.of("GET", host()), 1, e);
      }
      return String.valueOf(config().getAuthType());
    }

    @Override
    Map<String, String> headers() throws IOException {
      try {
        return config().authenticate();
      } catch (DatabricksException | IllegalArgumentException e) {
        throwIfLost(e);
        throw failed(host, e);
      }
    }

    /** The SDK wraps what happened on the way to a token once or several times. */
    private static void throwIfLost(Throwable failure) throws IOException {
      for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException lost) {
          throw lost;
        }
      }
    }

    @Override
    synchronized Renewal renew(Map<String, String> refused, boolean may) throws IOException {
      if (!headers().equals(refused)) {
        return Renewal.THEIRS;
      }
      if (!renewable || !may) {
        return Renewal.NONE;
      }
      config = null;
      return Renewal.OURS;
    }

    @Override
    synchronized DatabricksConfig config() {
      DatabricksConfig known = config;
      if (known == null) {
        try {
          known = maker.get().resolve();
        } catch (DatabricksException | IllegalArgumentException e) {
          throw failed(host, e);
        }
        if (known.getHost() == null || known.getHost().isBlank()) {
          throw missing(host, null);
        }
        config = known;
      }
      return known;
    }
  }

  private static DatabricksConfig base(Supplier<HttpClient> http) {
    SdkLog.redact();
    return new DatabricksConfig().setHttpClient(http.get()).setDisableRetries(true);
  }

  private static ForgeException failed(Optional<String> host, RuntimeException e) {
    String said = Redaction.of(String.valueOf(e.getMessage())).replaceAll("\\s+", " ");
    if (said.contains("cannot configure default credentials") || said.contains("no host")) {
      return missing(host, e);
    }
    // The SDK adds what it knows about its settings, which setup shows in our words.
    String reason = said.replaceFirst("^resolve: ", "").replaceFirst("\\. Config: .*$", "");
    return new ForgeException(
        ErrorKind.ACCESS,
        "sign-in-failed",
        "signing in to Databricks failed: " + reason,
        "pyforge databricks auth setup shows what was found and what to do",
        e);
  }

  private static ForgeException missing(Optional<String> host, @Nullable Throwable e) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "sign-in-missing",
        host.map(known -> "nothing says how to sign in to " + known)
            .orElse("nothing says which Databricks workspace to use"),
        "set DATABRICKS_HOST and DATABRICKS_TOKEN, or pass --profile with a profile of"
            + " ~/.databrickscfg; pyforge databricks auth setup shows the steps",
        e);
  }
}
