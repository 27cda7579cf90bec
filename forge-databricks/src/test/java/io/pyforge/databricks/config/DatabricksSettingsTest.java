package io.pyforge.databricks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabricksSettingsTest {
  @TempDir private Path home;

  private DatabricksSettings settings(Map<String, String> variables) {
    return DatabricksSettings.of(
        new HostEnvironment(variables, Map.of("user.home", home.toString())));
  }

  private DatabricksSettings settings(String text) throws IOException {
    Path file = home.resolve(".pyforge/databricks.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return settings(Map.of());
  }

  private ForgeException failure(String text) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, () -> settings(text));
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.code()).isEqualTo("bad-config");
    assertThat(failure.problem()).startsWith(home.resolve(".pyforge/databricks.yaml").toString());
    return failure;
  }

  @Test
  void theSixKeysAreRead() throws IOException {
    DatabricksSettings settings =
        settings(
            """
            --- # mine
            # a remark
            workspace_url: https://adb-1.azuredatabricks.net   # the usual one
            default_catalog: "main"
            default_schema: 'raw'

            temp_directory: /big/tmp
            max_file_size_mb: 500
            chunk_size_mb: 8
            """);
    assertThat(settings.workspaceUrl()).contains("https://adb-1.azuredatabricks.net");
    assertThat(settings.catalog()).contains("main");
    assertThat(settings.schema()).contains("raw");
    assertThat(settings.volume()).isEmpty();
    assertThat(settings.tempFolder()).contains(Path.of("/big/tmp"));
    assertThat(settings.maxFileBytes()).isEqualTo(500L << 20);
    assertThat(settings.partBytes()).contains(8L << 20);
  }

  @Test
  void withoutAFileOrAHomeNothingIsSet() {
    DatabricksSettings none = settings(Map.of());
    assertThat(none.workspaceUrl()).isEmpty();
    assertThat(none.maxFileBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(none.partBytes()).isEmpty();
    assertThat(DatabricksSettings.of(new HostEnvironment(Map.of(), Map.of()))).isEqualTo(none);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    settings("default_catalog: file\ndefault_schema: file\n");
    DatabricksSettings settings =
        settings(
            Map.of(
                "PYFORGE_DATABRICKS_CATALOG", "c",
                "PYFORGE_DATABRICKS_SCHEMA", "s",
                "PYFORGE_DATABRICKS_VOLUME", "v"));
    assertThat(settings.catalog()).contains("c");
    assertThat(settings.schema()).contains("s");
    assertThat(settings.volume()).contains("v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token: dapi-hush", "Access_Token: x", "client_secret: x", "PASSWORD: x"})
  void aSignInInTheFileIsRefusedAndNotShown(String line) {
    ForgeException failure = failure("default_catalog: c\n" + line + "\n");
    assertThat(failure.problem()).contains("line 2 holds a sign-in").doesNotContain("hush");
    assertThat(failure.remedy()).contains("DATABRICKS_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog: c", "nonsense", "- default_catalog: c", "a: b: c"})
  void aLineThatIsNotUnderstoodIsRefused(String line) {
    assertThat(failure(line).problem()).contains("line 1 is not understood");
    assertThat(failure(line).remedy()).contains("default_catalog, default_schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "many", "2147483648", "99999999999"})
  void aNumberThatIsNoneIsRefused(String number) {
    assertThat(failure("max_file_size_mb: " + number).problem()).contains(number);
  }

  @Test
  void aPartHasAGigabyteAtMost() throws IOException {
    assertThat(settings("chunk_size_mb: 1024").partBytes()).contains(1L << 30);
    assertThat(failure("chunk_size_mb: 1025").remedy()).contains("1 to 1024");
  }

  @Test
  void anEmptyValueIsNotSet() throws IOException {
    assertThat(settings("default_catalog:\nmax_file_size_mb: ''\n").catalog()).isEmpty();
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file = home.resolve(".pyforge/databricks.yaml");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
    ForgeException failure = catchThrowableOfType(ForgeException.class, () -> settings(Map.of()));
    assertThat(failure.problem()).contains("cannot be read");
  }
}
