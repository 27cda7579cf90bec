package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.core.DatabricksConfig;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInChoicesTest {
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

  @Test
  void aProfileThatIsAskedForIsNotMixedWithTheEnvironment() {
    SignInChoices profile = choices(null, null, "prod", "https://settings.test", ENV);
    assertThat(profile.host()).isEmpty();
    assertThat(profile.token()).isEmpty();
    assertThat(profile.profile()).contains("prod");
    assertThat(choices("https://option.test", null, "prod", null, ENV).host())
        .contains("https://option.test");
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
    config = choices(null, null, "prod", null, env).applyTo(new DatabricksConfig());
    assertThat(config.getProfile()).isEqualTo("prod");
    assertThat(config.getClientId()).as("not mixed with a profile").isNull();
  }
}
