package io.pyforge.databricks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.databricks.environment.RuntimeEnvironment.Evidence;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeEnvironmentTest {
  private static RuntimeEnvironment detect(boolean folder, String... pairs) {
    Map<String, String> variables = new TreeMap<>();
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
    }
    return RuntimeEnvironment.detect(
        new HostEnvironment(variables, Map.of()), path -> folder && path.equals("/databricks"));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource({
    // What a machine has, separated by blanks; whether /databricks is there; what it is; certain.
    "'', false, LOCAL, true",
    "'', true, LOCAL, true",
    "DATABRICKS_RUNTIME_VERSION=, true, LOCAL, true",
    "DATABRICKS_HOST=https://h DATABRICKS_TOKEN=dapi1, false, LOCAL, true",
    "SPARK_LOCAL_HOSTNAME=h, false, LOCAL, true",
    "SPARK_HOME=/opt/spark, false, LOCAL, true",
    "IS_SERVERLESS=TRUE, false, LOCAL, true",
    "DATABRICKS_RUNTIME_VERSION=16.4, true, CLASSIC, true",
    "DATABRICKS_RUNTIME_VERSION=16.4, false, CLASSIC, false",
    "DATABRICKS_RUNTIME_VERSION=16.4.x-scala2.13, true, CLASSIC, true",
    "DATABRICKS_RUNTIME_VERSION=9.1, true, CLASSIC, true",
    "DATABRICKS_RUNTIME_VERSION=18.0 IS_SERVERLESS=, true, CLASSIC, true",
    "DATABRICKS_RUNTIME_VERSION=15.4 IS_SERVERLESS=false, true, CLASSIC, true",
    "DATABRICKS_RUNTIME_VERSION=15.4 IS_SERVERLESS=TRUE, true, SERVERLESS, true",
    "DATABRICKS_RUNTIME_VERSION=15.4 IS_SERVERLESS=1, true, SERVERLESS, true",
    "DATABRICKS_RUNTIME_VERSION=client.4.9, true, SERVERLESS, true",
    "DATABRICKS_RUNTIME_VERSION=client.1, false, SERVERLESS, true",
    "DATABRICKS_RUNTIME_VERSION=dogfood-7, true, CLASSIC, false",
    "DATABRICKS_RUNTIME_VERSION=16.4 SPARK_CONNECT_MODE_ENABLED=1, true, CLASSIC, true",
    "DATABRICKS_APP_NAME=a DATABRICKS_HOST=h, false, APPS, true",
    "SPARK_REMOTE=sc://h:443/;token=dapi1, false, CONNECT_CLIENT, true",
    "SPARK_CONNECT_MODE_ENABLED=1, false, CONNECT_CLIENT, true",
    "SPARK_CONNECT_MODE_ENABLED=0, false, LOCAL, true",
    "SPARK_CONNECT_MODE_ENABLED=, false, LOCAL, true",
    "PYFORGE_ENV=serverless DATABRICKS_RUNTIME_VERSION=16.4, true, SERVERLESS, true",
    "PYFORGE_ENV=LOCAL DATABRICKS_RUNTIME_VERSION=16.4, true, LOCAL, true",
    "PYFORGE_ENV=connect-client, false, CONNECT_CLIENT, true",
  })
  void platform(String machine, boolean folder, Platform platform, boolean certain) {
    RuntimeEnvironment environment = detect(folder, machine.split(" "));
    assertThat(environment.platform()).isEqualTo(platform);
    assertThat(environment.certain()).isEqualTo(certain);
  }

  @Test
  void evidenceNamesWhatWasSeenAndShowsNoToken() {
    assertThat(detect(false, "SPARK_REMOTE=sc://h:443/;token=dapi1").evidence())
        .containsExactly(
            new Evidence("DATABRICKS_RUNTIME_VERSION", "not set", "not on a machine of a cluster"),
            new Evidence("SPARK_REMOTE", "set", "a client of Spark Connect"));
    assertThat(
            detect(true, "DATABRICKS_RUNTIME_VERSION=client.4.9", "IS_SERVERLESS=TRUE").evidence())
        .containsExactly(
            new Evidence("DATABRICKS_RUNTIME_VERSION", "client.4.9", "a runtime of Databricks"),
            new Evidence("IS_SERVERLESS", "TRUE", "serverless compute"),
            new Evidence("/databricks", "is there", "as on every cluster"));
  }

  @Test
  void aPlatformThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> detect(false, "PYFORGE_ENV=cloud"))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.remedy())
                  .isEqualTo("use one of local, classic, serverless, apps, connect-client");
            });
  }

  @Test
  void onlyMachinesOfDatabricksAreInside() {
    assertThat(Platform.values())
        .filteredOn(Platform::inside)
        .containsExactly(Platform.CLASSIC, Platform.SERVERLESS, Platform.APPS);
  }
}
