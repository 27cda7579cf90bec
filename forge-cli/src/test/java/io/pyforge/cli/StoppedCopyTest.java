package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A copy to a volume, in a process that is told to stop. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class StoppedCopyTest {
  @TempDir private Path folder;

  @Test
  void copyThatIsStoppedSaysHowToGoOnAndStoresNothing() throws Exception {
    Path file = Files.write(folder.resolve("a.csv"), new byte[1 << 20]);
    Settings slow = Settings.usual().withLatency(Duration.ofSeconds(5));
    try (TestWorkspace workspace = TestWorkspace.start(slow)) {
      workspace.makeVolume("main", "raw", "in");
      PyForgeProcess program =
          PyForgeProcess.in(folder)
              .with("PYFORGE_FORCE_CORE", "false")
              .with("DATABRICKS_HOST", workspace.url())
              .with("DATABRICKS_TOKEN", workspace.token());
      Process process =
          program.start("databricks", "cp", file.toString(), "/Volumes/main/raw/in/sub/");
      while (workspace.requests().inFlight() == 0) {
        assertThat(process.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      process.destroy(); // SIGTERM
      CommandLineRun run = program.end(process);
      assertThat(run.status()).isEqualTo(143);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("stopped; the same command goes on where this one was");
      assertThat(workspace.paths()).isEmpty();
    }
  }
}
