package io.pyforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path home;

  @Test
  void defaultsHoldWithoutAnything() {
    Settings settings = load(Map.of());
    assertThat(settings.tempDir()).isEqualTo(Path.of("/scratch"));
    assertThat(settings.logLevel()).isEqualTo("warn");
    assertThat(settings.forceCore()).isFalse();
    assertThat(settings.parallelWorkers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.disabledExtensions()).isEmpty();
    assertThat(settings.pluginPath()).isEmpty();
    assertThat(settings.optionDefaults()).isEmpty();
    assertThat(settings.all()).extracting(Setting::origin).containsOnly("default");
    assertThat(settings.all())
        .extracting(Setting::name)
        .containsExactly(
            "disable-extensions",
            "force-core",
            "log-level",
            "parallel-workers",
            "plugin-path",
            "temp-dir");
    assertThat(settings.all()).allSatisfy(s -> assertThat(s.help()).endsWith("."));
  }

  @Test
  void fileWinsOverDefaultAndVariableOverFile() throws IOException {
    Path file =
        write(
            """
            # mine
            log-level: INFO
            parallel-workers: 3
            force-core: yes
            temp-dir: /fast
            disable-extensions: [databricks, hello]
            plugin-path:
              - /a
              - /b
            options:
              compression: zstd
              row-group-rows: 5000
            """);
    Settings settings = load(Map.of("PYFORGE_PARALLEL_WORKERS", "7", "PYFORGE_LOG_LEVEL", ""));
    assertThat(settings.logLevel()).isEqualTo("info");
    assertThat(settings.parallelWorkers()).isEqualTo(7);
    assertThat(settings.forceCore()).isTrue();
    assertThat(settings.tempDir()).isEqualTo(Path.of("/fast"));
    assertThat(settings.disabledExtensions()).containsExactly("databricks", "hello");
    assertThat(settings.pluginPath()).containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(settings.optionDefaults())
        .containsOnly(Map.entry("compression", "zstd"), Map.entry("row-group-rows", "5000"));
    assertThat(settings.all())
        .filteredOn(s -> s.name().equals("parallel-workers"))
        .containsExactly(
            new Setting(
                "parallel-workers",
                "PYFORGE_PARALLEL_WORKERS",
                "7",
                "environment",
                "Threads that read and write at the same time."));
    assertThat(settings.all())
        .filteredOn(s -> s.name().equals("log-level"))
        .extracting(Setting::origin)
        .containsExactly(file.toString());
  }

  @Test
  void listsInVariablesAreSplit() {
    Settings settings =
        load(
            Map.of(
                "PYFORGE_DISABLE_EXTENSIONS",
                "databricks, hello,,",
                "PYFORGE_PLUGIN_PATH",
                "/a" + File.pathSeparator + File.pathSeparator + "/b"));
    assertThat(settings.disabledExtensions()).containsExactly("databricks", "hello");
    assertThat(settings.pluginPath()).containsExactly(Path.of("/a"), Path.of("/b"));
  }

  @Test
  void textFindsSettingsByName() {
    Settings settings = load(Map.of());
    assertThat(settings.text("log-level")).contains("warn");
    assertThat(settings.text("plugin-path")).isEmpty();
    assertThat(settings.text("no-such")).isEmpty();
  }

  @Test
  void namedFileIsReadInPlaceOfTheUsualOne() throws IOException {
    write("log-level: info");
    Path other = Files.writeString(home.resolve("other.yaml"), "log-level: debug");
    assertThat(load(Map.of("PYFORGE_CONFIG", other.toString())).logLevel()).isEqualTo("debug");
  }

  @Test
  void namedFileThatIsMissingIsAnError() {
    assertFails(
        Map.of("PYFORGE_CONFIG", home.resolve("no.yaml").toString()), "bad-config-file", "no.yaml");
    assertFails(Map.of("PYFORGE_CONFIG", "a\0b"), "bad-config-file", "a\0b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "# only a comment",
        "temp-dir:",
        "options:",
        "---",
      })
  void emptyFilesSetNothing(String text) throws IOException {
    write(text);
    assertThat(load(Map.of()).tempDir()).isEqualTo(Path.of("/scratch"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\nlog-levle: info            | unknown-setting | line 2: there is no setting 'log-levle'",
        "parallel-workers: many        | bad-setting     | line 1: parallel-workers cannot be 'many'",
        "parallel-workers: 0           | bad-setting     | line 1",
        "force-core: perhaps           | bad-setting     | 'perhaps'",
        "log-level: loud               | bad-setting     | 'loud'",
        "log-level: [info]             | bad-config-file | line 1: the value of log-level",
        "temp-dir: ' '                 | bad-setting     | temp-dir",
        "\\n\\na: [b                    | bad-config-file | no YAML",
        "- a                           | bad-config-file | 'name: value'",
        "plain                         | bad-config-file | 'name: value'",
        "options: zstd                 | bad-config-file | options must be",
        "options:\\n  --types: string   | bad-config-file | line 2: '--types' is no option name",
        "options:\\n  types: [a]        | bad-config-file | line 2: the value of types",
        "disable-extensions: [[a]]     | bad-config-file | an entry of disable-extensions",
        "? [a]\\n: b                   | bad-config-file | no YAML",
      })
  void mistakesAreNamedWithFileAndLine(String text, String code, String message)
      throws IOException {
    Path file = write(text.replace("\\n", "\n"));
    assertFails(Map.of(), code, message);
    assertFails(Map.of(), code, file.toString());
  }

  @Test
  void unknownSettingListsTheKnownOnes() throws IOException {
    write("colour: red");
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> load(Map.of()))
        .satisfies(
            e ->
                assertThat(e.remedy())
                    .isEqualTo(
                        "the settings are disable-extensions, force-core, log-level, options,"
                            + " parallel-workers, plugin-path, temp-dir"));
  }

  @Test
  void badVariableIsNamed() {
    assertFails(
        Map.of("PYFORGE_PARALLEL_WORKERS", "-1"), "bad-setting", "PYFORGE_PARALLEL_WORKERS");
    Settings settings = load(Map.of("PYFORGE_TEMP_DIR", "a\0b"));
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(settings::tempDir)
        .satisfies(e -> assertThat(e.code()).isEqualTo("bad-setting"));
  }

  private void assertFails(Map<String, String> variables, String code, String message) {
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> load(variables))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem()).contains(message);
            });
  }

  private Settings load(Map<String, String> variables) {
    return Settings.load(
        new HostEnvironment(
            variables, Map.of("user.home", home.toString(), "java.io.tmpdir", "/scratch")));
  }

  private Path write(String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".pyforge"));
    return Files.writeString(folder.resolve("config.yaml"), text);
  }
}
