package io.pyforge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that somebody else writes between the first look at them and the last. */
class InputChangeTest {
  private interface Action {
    void run() throws IOException;
  }

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void inputOfTwoRows() throws IOException {
    input = Files.writeString(folder.resolve("in.csv"), "id,name\n1,a\n2,b\n");
  }

  @Test
  void inputThatStaysAsItIsGivesNoNotice() {
    assertThat(convert(() -> {}).notices()).isEmpty();
  }

  @Test
  void shorterInputIsAFailureAndNothingIsPublished() {
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class, () -> convert(() -> Files.writeString(input, "id,name\n1,a\n")));
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.code()).isEqualTo("input-changed");
    assertThat(failure.problem()).contains("it had 16 bytes, and now has 12");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(input));
  }

  @Test
  void replacedInputThatIsShorterIsAFailure() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "x\n");
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class,
            () ->
                convert(
                    () -> {
                      Files.delete(input);
                      Files.move(other, input);
                    }));
    assertThat(failure.code()).isEqualTo("input-changed");
  }

  @Test
  void grownInputIsTold() {
    ConversionResult result =
        convert(() -> Files.writeString(input, "3,c\n", StandardOpenOption.APPEND));
    assertThat(result.rowCount()).isBetween(2L, 3L);
    assertThat(result.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.message()).contains("grew while it was read"))
        .extracting(Notice::code)
        .isEqualTo("input-changed");
  }

  @Test
  void inputWrittenOverIsTold() {
    ConversionResult result =
        convert(
            () -> {
              Files.writeString(input, "id,name\n5,e\n6,f\n");
              Files.setLastModifiedTime(input, FileTime.fromMillis(1_000_000_000_000L));
            });
    assertThat(result.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.message()).contains("a mixture of old and new"));
  }

  /** Converts, with the action done after the reader was opened and before rows are read. */
  private ConversionResult convert(Action action) {
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true"),
            Map.of("user.home", folder.toString(), "java.io.tmpdir", folder.toString()));
    ProgressListener progress =
        new ProgressListener() {
          @Override
          public void started(String name, long sizeBytes) {
            try {
              action.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try (Forge forge = Forge.create(environment)) {
      return forge.convert(ConversionRequest.of(input.toString()), progress, new Cancellation());
    }
  }
}
