package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksConfig;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInChoicesTest {
  @TempDir private Path folder;

  private static final HostEnvironment ENV =
      TestClients.environment(
          "DATABRICKS_HOST", "https://env.test", "DATABRICKS_TOKEN", "token-of-env");

  private static SignInChoices choices(
      String host, String token, String profile, String settings, HostEnvironment env) {
    return SignInChoices.of(
        Optional.ofNullable(host),
        Optional.ofNullable(token),
        Optional.ofNullable(profile),
        Optional.ofNullable(settings),
        env);
  }

  @Test
  void anOptionWinsOverTheEnvironmentAndThatOverTheSettings() {
    HostEnvironment none = TestClients.environment();
    SignInChoices all = choices("https://option.test", "t", null, "https://settings.test", ENV);
    assertThat(all.host()).contains("https://option.test");
    assertThat(all.token()).contains("t");
    SignInChoices env = choices(null, null, null, "https://settings.test", ENV);
    assertThat(env.host()).contains("https://env.test");
    assertThat(env.token()).contains("token-of-env");
    assertThat(choices(null, null, null, "https://settings.test", none).host())
        .contains("https://settings.test");
    assertThat(choices(null, null, null, null, none).host()).isEmpty();
  }

  /** An environment with a host and a token of its own, and a file of profiles. */
  private HostEnvironment withProfiles(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("databrickscfg"), text);
    return TestClients.environment(
        "DATABRICKS_HOST", "https://env.test",
        "DATABRICKS_TOKEN", "token-of-env",
        "DATABRICKS_CONFIG_FILE", file.toString());
  }

  @Test
  void aProfileThatIsAskedForIsNotMixedWithTheEnvironment() throws IOException {
    HostEnvironment env =
        withProfiles(
            "[DEFAULT]\nhost = https://d.test\n[prod]\nhost=https://p.test/\ntoken= tp \n");
    SignInChoices profile = choices(null, null, "prod", "https://settings.test", env);
    assertThat(profile.host()).contains("https://p.test");
    assertThat(profile.plainToken()).contains("tp");
    DatabricksConfig config = profile.applyTo(new DatabricksConfig());
    assertThat(config.getAuthType()).as("variables would be tried before it").isEqualTo("pat");
    assertThat(config.getProfile()).isEqualTo("prod");
    assertThat(profile.profile()).contains("prod");
    assertThat(profile.toString()).doesNotContain("tp,").doesNotContain("token");
    assertThat(choices("https://option.test", null, "prod", null, env).host())
        .contains("https://option.test");
    assertThat(choices(null, "t", "prod", null, env).token()).contains("t");
    SignInChoices byVariable =
        choices(
            null,
            null,
            null,
            "https://settings.test",
            TestClients.environment("DATABRICKS_CONFIG_PROFILE", "dev"));
    assertThat(byVariable.profile()).contains("dev");
    assertThat(byVariable.host()).as("the profile has one of its own").isEmpty();
  }

  @Test
  void aProfileSaysHowItSignsIn() throws IOException {
    HostEnvironment env =
        withProfiles(
            """
            ; a remark
            # another = one
            [sp]
            host = https://sp.test
            client_id = id
            client_secret = cs
            [azure]
            host = https://az.test
            azure_client_id = ai
            azure_client_secret = as
            azure_tenant_id = at
            [empty]
            host = https://empty.test
            token =
            [cli]
            host = https://cli.test
            token = unused
            auth_type = azure-cli
            [__settings__]
            default_profile = sp
            """);
    DatabricksConfig principal =
        choices(null, null, "sp", null, env).applyTo(new DatabricksConfig());
    assertThat(principal.getAuthType()).isEqualTo("oauth-m2m");
    assertThat(principal.getClientId()).isEqualTo("id");
    assertThat(principal.getClientSecret()).isEqualTo("cs");
    assertThat(principal.getToken()).isNull();
    DatabricksConfig azure =
        choices(null, null, "azure", null, env).applyTo(new DatabricksConfig());
    assertThat(azure.getAuthType()).isEqualTo("azure-client-secret");
    assertThat(azure.getAzureClientId()).isEqualTo("ai");
    assertThat(azure.getAzureClientSecret()).isEqualTo("as");
    assertThat(azure.getAzureTenantId()).isEqualTo("at");
    assertThat(choices(null, null, "empty", null, env).token()).isEmpty();
    SignInChoices cli = choices(null, null, "cli", null, env);
    assertThat(cli.plainToken()).isEmpty();
    assertThat(cli.applyTo(new DatabricksConfig()).getAuthType()).isEqualTo("azure-cli");
    assertThat(Profiles.of(env).names()).containsExactly("sp", "azure", "empty", "cli");
    assertThat(Profiles.of(env).toString()).doesNotContain("unused");
  }

  @Test
  void aFileOfProfilesThatCannotBeReadIsAFailureOfAccess() {
    HostEnvironment env = TestClients.environment("DATABRICKS_CONFIG_FILE", folder.toString());
    assertThatThrownBy(() -> choices(null, null, "prod", null, env))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.ACCESS);
              assertThat(e.problem()).contains("cannot be read");
            });
    HostEnvironment home = TestClients.environment("HOME", folder.toString());
    assertThat(Profiles.of(home).names()).isEmpty();
    assertThat(Profiles.of(home).file()).isEqualTo(folder.resolve(".databrickscfg"));
    HostEnvironment windows = new HostEnvironment(Map.of(), Map.of("user.home", folder.toString()));
    assertThat(Profiles.of(windows).file()).isEqualTo(folder.resolve(".databrickscfg"));
    HostEnvironment tilde =
        TestClients.environment("HOME", folder.toString(), "DATABRICKS_CONFIG_FILE", "~/other.cfg");
    assertThat(Profiles.of(tilde).file()).isEqualTo(folder.resolve("other.cfg"));
  }

  @Test
  void aTokenIsNotPlainWhenAnotherKindOfSignInIsAskedFor() {
    assertThat(choices(null, null, null, null, ENV).plainToken()).contains("token-of-env");
    for (String type : new String[] {"pat", "azure-cli"}) {
      HostEnvironment env =
          TestClients.environment("DATABRICKS_TOKEN", "t", "DATABRICKS_AUTH_TYPE", type);
      assertThat(choices(null, null, null, null, env).plainToken())
          .isEqualTo(type.equals("pat") ? Optional.of("t") : Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABRICKS_TOKEN",
        "DATABRICKS_CLIENT_ID",
        "DATABRICKS_AUTH_TYPE",
        "DATABRICKS_CONFIG_FILE",
        "DATABRICKS_CONFIG_PROFILE",
        "ARM_CLIENT_ID"
      })
  void eachOfTheseSaysHowToSignIn(String variable) {
    assertThat(choices(null, null, null, null, TestClients.environment(variable, "x")).any())
        .isTrue();
  }

  @Test
  void anAddressAloneSaysNothingAboutSigningIn() {
    HostEnvironment env = TestClients.environment("DATABRICKS_HOST", "https://env.test");
    assertThat(choices(null, null, null, null, env).any()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.test,https://a.test",
    "https://a.test/,https://a.test",
    " https://a.test/?o=123 ,https://a.test",
    "HTTPS://a.test/ml#x,https://a.test",
    "a.test,https://a.test",
    "https://a.test:8443,https://a.test:8443",
    "http://127.0.0.1:80,http://127.0.0.1:80",
    "http://localhost:1,http://localhost:1",
    "http://[::1]:1,http://[::1]:1"
  })
  void anAddressIsTakenAsTheBrowserShowsIt(String given, String taken) {
    assertThat(SignInChoices.checkedHost(given)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test",
        "http://127.0.0.1.a.test",
        "ftp://a.test",
        "https://",
        "https://user:pw@a.test",
        "not an address",
        ""
      })
  void anAddressThatATokenMustNotGoToIsRefused(String given) {
    assertThatThrownBy(() -> choices(given, "t", null, null, ENV))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("bad-workspace-url");
            });
  }

  @Test
  void theSdkIsToldWhatWasChosen() {
    HostEnvironment env =
        TestClients.environment(
            "DATABRICKS_CLIENT_ID", "id",
            "DATABRICKS_CLIENT_SECRET", "secret",
            "DATABRICKS_AUTH_TYPE", "oauth-m2m",
            "DATABRICKS_CONFIG_FILE", "/some/file");
    DatabricksConfig config =
        choices("https://a.test", "t", null, null, env).applyTo(new DatabricksConfig());
    assertThat(config.getHost()).isEqualTo("https://a.test");
    assertThat(config.getToken()).isEqualTo("t");
    assertThat(config.getClientId()).isEqualTo("id");
    assertThat(config.getClientSecret()).isEqualTo("secret");
    assertThat(config.getAuthType()).isEqualTo("oauth-m2m");
    assertThat(config.getConfigFile()).isEqualTo("/some/file");
  }
}
