package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell launchers, run by a real shell with a java and an mvn that only tell how they were
 * called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path LAUNCHER = MODULE.resolve("src/main/launcher/pyforge");
  private static final Path ROOT_LAUNCHER = MODULE.resolveSibling("pyforge");

  @TempDir private Path temp;
  private Path distribution;
  private Path jvm;

  @BeforeEach
  void distributionWithAJvmThatPrintsItsArguments() throws IOException {
    distribution = temp.resolve("dist with blank");
    Files.createDirectories(distribution.resolve("bin"));
    Files.createDirectories(distribution.resolve("lib"));
    Files.writeString(distribution.resolve("lib/forge-cli-1.jar"), "");
    Files.copy(LAUNCHER, distribution.resolve("bin/pyforge"));
    jvm = temp.resolve("jvm");
    script(jvm.resolve("bin/java"), "for a in \"$@\"; do echo \"$a\"; done");
    release("17.0.9+1");
  }

  @Test
  void argumentsReachTheProgramUnchanged() throws Exception {
    Run run = launch(Map.of(), "convert", "a b.csv", "*.csv", "", "$HOME");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("io.pyforge.cli.Main\nconvert\na b.csv\n*.csv\n\n$HOME\n");
    assertThat(run.out())
        .contains("-Dpyforge.home=" + distribution.toRealPath() + "\n")
        .contains("-cp\n" + distribution.toRealPath() + "/lib/forge-cli-1.jar\n");
  }

  @Test
  void itWorksThroughSymbolicLinksFromAnotherFolder() throws Exception {
    Path links = Files.createDirectories(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("absolute"), distribution.resolve("bin/pyforge"));
    Files.createSymbolicLink(links.resolve("pf"), Path.of("absolute"));
    Run run = run(links, environment(Map.of()), "./pf", "--version");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("-Dpyforge.home=" + distribution.toRealPath() + "\n");
  }

  @Test
  void optionsOfTheUserComeLastAndAreSplitAtBlanks() throws Exception {
    Run run = launch(Map.of("PYFORGE_JAVA_OPTS", "-Xmx1g -Dx=*"), "info");
    assertThat(run.out()).contains("-XX:MaxRAMPercentage=50\n");
    assertThat(run.out().indexOf("-Xmx1g\n-Dx=*\n-cp\n")).isPositive();
  }

  @Test
  void smallHeapOfTheUserIsNotSmallerThanTheFirstHeap() throws Exception {
    assertThat(launch(Map.of(), "info").out()).contains("-Xms64m\n");
    assertThat(launch(Map.of("PYFORGE_JAVA_OPTS", "-Xmx32m"), "info").out())
        .contains("-Xmx32m\n")
        .doesNotContain("-Xms");
    assertThat(launch(Map.of("JAVA_TOOL_OPTIONS", "-Da=b -Xmx32m"), "info").out())
        .doesNotContain("-Xms");
  }

  @Test
  void localeWithoutLettersGivesWayToOneForFileNames() throws Exception {
    script(
        jvm.resolve("bin/java"),
        "echo \"$LC_ALL/$LC_CTYPE\"; for a in \"$@\"; do echo \"$a\"; done");
    assertThat(launch(Map.of("LC_ALL", "C"), "info").out())
        .startsWith("C.UTF-8/C.UTF-8\n")
        .contains("-Dstdout.encoding=US-ASCII\n");
    assertThat(launch(Map.of("LANG", "POSIX"), "info").out())
        .startsWith("/C.UTF-8\n")
        .contains("-Dstdout.encoding=US-ASCII\n");
    assertThat(launch(Map.of("LC_ALL", "de_DE.UTF-8"), "info").out())
        .startsWith("de_DE.UTF-8/\n")
        .doesNotContain("stdout.encoding");
    assertThat(launch(Map.of(), "info").out()).startsWith("/C.UTF-8\n").doesNotContain("US-ASCII");
  }

  @Test
  void temporaryFolderOfTheUserIsUsedAndNeverMade() throws Exception {
    Path missing = temp.resolve("missing");
    Map<String, String> variables = Map.of("PYFORGE_TEMP_DIR", missing.toString());
    assertThat(launch(variables, "info").out()).doesNotContain("snappy.tempdir");
    assertThat(missing).doesNotExist();
    Files.createDirectory(missing);
    assertThat(launch(variables, "info").out())
        .contains("-Dorg.xerial.snappy.tempdir=" + missing + "\n");
  }

  @Test
  void newJvmsAreToldThatNativeAccessIsMeant() throws Exception {
    assertThat(launch(Map.of(), "info").out()).doesNotContain("--enable-native-access");
    release("25.0.1+8");
    assertThat(launch(Map.of(), "info").out()).contains("--enable-native-access=ALL-UNNAMED\n");
  }

  @Test
  void oldJvmIsRefusedWithAWayOut() throws Exception {
    release("11.0.2+9");
    Run run = launch(Map.of(), "info");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("is version 11.0.2+9, and PyForge needs 17 or later")
        .contains("  try: set JAVA_HOME");
  }

  @Test
  void jvmWithoutAReleaseFileIsAsked() throws Exception {
    Files.delete(jvm.resolve("release"));
    script(jvm.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019' >&2");
    assertThat(launch(Map.of(), "info").err()).contains("is version 11.0.2, and PyForge needs 17");
  }

  @Test
  void wrongJavaHomeIsNamed() throws Exception {
    Run run = launch(Map.of("JAVA_HOME", "/nowhere"), "info");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: JAVA_HOME is /nowhere, which has no bin/java");
  }

  @Test
  void missingJavaIsNamed() throws Exception {
    Map<String, String> variables = environment(Map.of());
    variables.remove("JAVA_HOME");
    variables.put("PATH", tools("readlink").toString());
    Run run = run(temp, variables, "/bin/sh", distribution.resolve("bin/pyforge").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no java on the PATH").contains("install a JDK of version 17");
  }

  @Test
  void classArchiveIsUsedOnlyInItsFolderAndWhileItIsNewerThanTheJars() throws Exception {
    Path archive = distribution.resolve("cache/classes-17.0.9+1.jsa");
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "");
    Path madeFor = distribution.resolve("cache/classes-17.0.9+1.jsa.home");
    Files.writeString(madeFor, distribution.toRealPath() + "\n");
    Map<String, String> variables = Map.of("PYFORGE_CLASS_ARCHIVE", "use");
    age(
        distribution.resolve("lib"),
        jvm.resolve("release"),
        distribution.resolve("lib/forge-cli-1.jar"));
    assertThat(launch(variables, "info").out())
        .contains("-XX:SharedArchiveFile=" + archive.toRealPath() + "\n");
    assertThat(launch(Map.of(), "info").out()).doesNotContain("SharedArchiveFile");
    Files.writeString(distribution.resolve("lib/forge-core-1.jar"), "newer");
    Files.setLastModifiedTime(
        archive, java.nio.file.attribute.FileTime.fromMillis(1_100_000_000_000L));
    assertThat(launch(variables, "info").out()).doesNotContain("SharedArchiveFile");
    Files.delete(distribution.resolve("lib/forge-core-1.jar"));
    age(distribution.resolve("lib"));
    assertThat(launch(variables, "info").out()).contains("SharedArchiveFile");
    Files.writeString(madeFor, "/another/folder\n"); // the distribution was copied, archive and all
    assertThat(launch(variables, "info").out()).doesNotContain("SharedArchiveFile");
    Files.writeString(madeFor, distribution.toRealPath() + "\n");
    assertThat(launch(variables, "info").out()).contains("SharedArchiveFile");
    release("17.0.10+1");
    assertThat(launch(variables, "info").out()).doesNotContain("SharedArchiveFile");
  }

  @Test
  void firstRunOfACheckoutBuildsOnceHoweverManyStart() throws Exception {
    Path checkout = checkout();
    Map<String, String> variables = environment(buildTools());
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(temp, variables, checkout.resolve("pyforge").toString(), "x" + i));
    }
    for (int i = 0; i < 3; i++) {
      Run run = finish(processes.get(i));
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo("started x" + i + "\n");
    }
    assertThat(checkout.resolve("builds"))
        .hasContent(
            "-q -B -ntp -DskipTests" + " -Dpyforge.archives.skip=true -pl forge-cli -am package\n");
    assertThat(checkout.resolve(".pyforge-build.lock")).doesNotExist();
    Map<String, String> withoutMaven = environment(Map.of());
    withoutMaven.put("PATH", tools("readlink").toString());
    Run later = run(temp, withoutMaven, "/bin/sh", checkout.resolve("pyforge").toString(), "again");
    assertThat(later.out()).isEqualTo("started again\n");
  }

  @Test
  void lockOfADeadBuildIsTakenOver() throws Exception {
    Path checkout = checkout();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectory(checkout.resolve(".pyforge-build.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    Run run = run(temp, environment(buildTools()), checkout.resolve("pyforge").toString(), "x");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("started x\n");
  }

  @Test
  void failedBuildIsToldAndLeavesNoLock() throws Exception {
    Path checkout = checkout();
    Map<String, String> variables = environment(buildTools());
    script(temp.resolve("tools/mvn"), "echo 'no such module'; exit 1");
    Run run = run(temp, variables, checkout.resolve("pyforge").toString(), "x");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no such module", "failed, see above");
    assertThat(checkout.resolve(".pyforge-build.lock")).doesNotExist();
  }

  @Test
  void missingMavenIsNamed() throws Exception {
    Path checkout = checkout();
    Map<String, String> variables = environment(Map.of());
    variables.put("PATH", tools("readlink", "mkdir", "rm").toString());
    Run run = run(temp, variables, "/bin/sh", checkout.resolve("pyforge").toString(), "x");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("Maven is not on the PATH, and PyForge is not built yet")
        .contains("install Maven 3.8.7 or later");
  }

  /** A folder that has only the root launcher. */
  private Path checkout() throws IOException {
    Path checkout = Files.createDirectories(temp.resolve("checkout"));
    Files.copy(ROOT_LAUNCHER, checkout.resolve("pyforge"));
    return checkout;
  }

  /**
   * An mvn that notes its arguments and makes a distribution slowly enough for others to notice.
   */
  private Map<String, String> buildTools() throws IOException {
    script(temp.resolve("tools/javac"), "echo 'javac 17.0.9'");
    script(
        temp.resolve("tools/mvn"),
        "echo \"$@\" >>builds; sleep 1; mkdir -p forge-cli/target/pyforge-1/bin\n"
            + "f=forge-cli/target/pyforge-1/bin/pyforge\n"
            + "{ echo '#!/bin/sh'; echo 'echo started \"$@\"'; } >$f; chmod +x $f");
    return Map.of("JAVA_HOME", "", "PATH", temp.resolve("tools") + File.pathSeparator + path());
  }

  /** A folder with the named tools and no others. */
  private Path tools(String... names) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("few-tools"));
    for (String name : names) {
      for (String place : path().split(File.pathSeparator)) {
        Path tool = Path.of(place, name);
        if (Files.isExecutable(tool) && !Files.exists(folder.resolve(name))) {
          script(folder.resolve(name), "exec " + tool + " \"$@\"");
        }
      }
    }
    return folder;
  }

  private void release(String version) throws IOException {
    Files.writeString(
        jvm.resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\nJAVA_VERSION=\"x\"\n");
  }

  private static void age(Path... paths) throws IOException {
    for (Path path : paths) {
      Files.setLastModifiedTime(
          path, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Run launch(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/pyforge").toString());
    command.addAll(List.of(arguments));
    return run(temp, environment(variables), command.toArray(String[]::new));
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PATH", path());
    variables.put("HOME", temp.resolve("home").toString());
    variables.put("JAVA_HOME", jvm.toString());
    variables.put("PYFORGE_CLASS_ARCHIVE", "off");
    variables.putAll(more);
    return variables;
  }

  private static String path() {
    return System.getenv("PATH");
  }

  private Run run(Path folder, Map<String, String> variables, String... command) throws Exception {
    return finish(start(folder, variables, command));
  }

  private Process start(Path folder, Map<String, String> variables, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  private static Run finish(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), "UTF-8");
    String err = new String(process.getErrorStream().readAllBytes(), "UTF-8");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private record Run(int status, String out, String err) {}
}
