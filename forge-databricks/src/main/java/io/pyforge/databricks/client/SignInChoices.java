package io.pyforge.databricks.client;

import com.databricks.sdk.core.DatabricksConfig;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user said about workspace and sign-in: options before environment variables before the
 * settings file. A profile that an option names counts before environment variables.
 *
 * @param host address of the workspace, with its scheme
 * @param token personal access token
 * @param profile section of {@code ~/.databrickscfg}
 * @param profileValues what is in it, when an option named it; else empty
 * @param environment the rest of what a sign-in may need
 */
public record SignInChoices(
    Optional<String> host,
    Optional<String> token,
    Optional<String> profile,
    Map<String, String> profileValues,
    HostEnvironment environment) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** Checks the address. */
  public SignInChoices {
    profileValues = Map.copyOf(profileValues);
    host = host.map(SignInChoices::checkedHost);
  }

  /**
   * The choices of options and environment.
   *
   * @param host as an option, or empty
   * @param token as an option, or empty
   * @param profile as an option, or empty
   * @param hostOfSettings used when neither option nor environment names one
   */
  public static SignInChoices of(
      Optional<String> host,
      Optional<String> token,
      Optional<String> profile,
      Optional<String> hostOfSettings,
      HostEnvironment environment) {
    Optional<String> named = profile.or(() -> environment.variable("DATABRICKS_CONFIG_PROFILE"));
    if (profile.isPresent()) {
      Map<String, String> values = Profiles.of(environment).values(profile.get());
      return new SignInChoices(
          host.or(() -> value(values, "host")),
          token.or(() -> value(values, "token")),
          profile,
          values,
          environment);
    }
    return new SignInChoices(
        host.or(() -> environment.variable("DATABRICKS_HOST"))
            .or(() -> named.isPresent() ? Optional.empty() : hostOfSettings),
        token.or(() -> environment.variable("DATABRICKS_TOKEN")),
        named,
        Map.of(),
        environment);
  }

  private static Optional<String> value(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key)).filter(text -> !text.isEmpty());
  }

  /** Whether anything at all says how to sign in, as far as that can be told without asking. */
  public boolean any() {
    return token.isPresent()
        || profile.isPresent()
        || environment.variable("DATABRICKS_CLIENT_ID").isPresent()
        || environment.variable("DATABRICKS_AUTH_TYPE").isPresent()
        || environment.variable("DATABRICKS_CONFIG_FILE").isPresent()
        || environment.variable("ARM_CLIENT_ID").isPresent();
  }

  /** The token, when it alone is meant to sign in. */
  Optional<String> plainToken() {
    return kind().filter(type -> !type.equals("pat")).isPresent() ? Optional.empty() : token;
  }

  /** How to sign in, when something says so. */
  private Optional<String> kind() {
    if (profileValues.isEmpty()) {
      return environment.variable("DATABRICKS_AUTH_TYPE");
    }
    return value(profileValues, "auth_type").or(this::kindOfProfile);
  }

  /** What a profile holds says how it signs in; else the SDK would try variables first. */
  private Optional<String> kindOfProfile() {
    if (token.isPresent()) {
      return Optional.of("pat");
    }
    if (profileValues.containsKey("azure_client_secret")) {
      return Optional.of("azure-client-secret");
    }
    return profileValues.containsKey("client_secret") ? Optional.of("oauth-m2m") : Optional.empty();
  }

  /** Gives the SDK what was chosen; what was not, it looks for itself. */
  DatabricksConfig applyTo(DatabricksConfig config) {
    host.ifPresent(config::setHost);
    token.ifPresent(config::setToken);
    profile.ifPresent(config::setProfile);
    environment.variable("DATABRICKS_CONFIG_FILE").ifPresent(config::setConfigFile);
    kind().ifPresent(config::setAuthType);
    if (profileValues.isEmpty()) {
      environment.variable("DATABRICKS_CLIENT_ID").ifPresent(config::setClientId);
      environment.variable("DATABRICKS_CLIENT_SECRET").ifPresent(config::setClientSecret);
      return config;
    }
    value(profileValues, "client_id").ifPresent(config::setClientId);
    value(profileValues, "client_secret").ifPresent(config::setClientSecret);
    value(profileValues, "azure_client_id").ifPresent(config::setAzureClientId);
    value(profileValues, "azure_client_secret").ifPresent(config::setAzureClientSecret);
    value(profileValues, "azure_tenant_id").ifPresent(config::setAzureTenantId);
    return config;
  }

  /**
   * An address with its scheme and without a path: tokens go over safe connections only.
   *
   * @throws ForgeException USAGE if it is no address of a workspace
   */
  static String checkedHost(String given) {
    String text = given.strip();
    String full = text.contains("://") ? text : "https://" + text;
    URI uri;
    try {
      uri = URI.create(full);
    } catch (IllegalArgumentException e) {
      throw bad(text, "is no address");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String name = uri.getHost();
    if (name == null || uri.getUserInfo() != null) {
      throw bad(text, "is no address of a workspace");
    }
    boolean loopback = LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw bad(text, "is not https, and a token may not travel in the open");
    }
    return scheme + "://" + name + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static ForgeException bad(String host, String problem) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-workspace-url",
        Redaction.of(host) + " " + problem,
        "write it as the browser shows it, such as https://adb-1234567890123456.7.azuredatabricks.net");
  }

  @Override
  public String toString() {
    return "SignInChoices[host=" + host + ", profile=" + profile + "]"; // never the token
  }
}
