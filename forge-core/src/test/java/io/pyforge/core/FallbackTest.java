package io.pyforge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pyforge.core.engine.ConversionFailure;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.InputFacts;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.engine.RunContext;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens when an engine that was preferred fails: every row of the fallback table. */
class FallbackTest {
  private static final String INPUT = "id,name\n1,a\n2,b\n";
  private static final String HALF = "half of an output";

  @TempDir private Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void writeInput() throws IOException {
    input = Files.writeString(folder.resolve("t.csv"), INPUT);
    output = folder.resolve("out/t.parquet");
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> failuresOfTheEngine() {
    return Stream.of(
        arguments("a class is missing", new NoClassDefFoundError("org/apache/spark/sql/Row")),
        arguments("linkage", new NoSuchMethodError("Row.json()")),
        arguments("newer classes", new UnsupportedClassVersionError("Row has version 65")),
        arguments("no session", new IllegalStateException("session is closed")),
        arguments("timeout", new IOException("no answer", new TimeoutException("after 60 s"))),
        arguments("unsupported option", new UnsupportedOperationException("no RDD here")),
        arguments("too deep", new StackOverflowError()),
        arguments(
            "its own defect",
            new ForgeException(ErrorKind.INTERNAL, "engine-broken", "the plan is empty", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresOfTheEngine")
  void aBrokenEngineIsFollowedByTheBuiltInOne(String name, Throwable failure) throws IOException {
    Told told = new Told();
    ConversionResult result;
    long started = System.nanoTime();
    try (Forge forge = forge(new Frail(failure, HALF, false), Map.of())) {
      result = forge.convert(request(), told, new Cancellation());
    }
    assertThat(result.engine()).isEqualTo("local");
    assertThat(result.rowCount()).isEqualTo(2);
    assertThat(result.attempts())
        .extracting(Attempt::engine, Attempt::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("frail", "failed"),
            org.assertj.core.groups.Tuple.tuple("local", "ok"));
    String why = result.attempts().get(0).reason().orElseThrow();
    assertThat(why)
        .contains(failure.getMessage() == null ? "StackOverflowError" : failure.getMessage());
    assertThat(result.notices())
        .filteredOn(notice -> notice.code().equals("fell-back"))
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.message())
                    .startsWith("engine frail failed (")
                    .contains(why)
                    .endsWith("trying local")
                    .doesNotContain("\n"));
    assertThat(told.fallbacks).containsExactly("frail: " + why);
    assertThat(ParquetReadback.agreed(output)).hasSize(2);
    try (Stream<Path> left = Files.list(output.getParent())) {
      assertThat(left).containsExactly(output);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void theNextEngineStartsWithinASecond() {
    long[] failedAt = {0};
    long[] startedAt = {0};
    ProgressListener clock =
        new ProgressListener() {
          @Override
          public void started(String location, long sizeBytes) {
            startedAt[0] = System.nanoTime();
          }
        };
    Frail frail = new Frail(new IllegalStateException("gone"), HALF, false);
    frail.justBefore = () -> failedAt[0] = System.nanoTime();
    try (Forge forge = forge(frail, Map.of())) {
      forge.convert(request(), clock, new Cancellation());
    }
    // Ten times what it may take: this machine may be busy.
    assertThat(Duration.ofNanos(startedAt[0] - failedAt[0])).isLessThan(Duration.ofSeconds(10));
    assertThat(startedAt[0]).isGreaterThan(failedAt[0]);
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> failuresOfTheRequest() {
    return Stream.of(
        arguments(ErrorKind.ACCESS, "permission-denied", 6),
        arguments(ErrorKind.NOT_FOUND, "input-missing", 3),
        arguments(ErrorKind.OUTPUT, "output-exists", 7),
        arguments(ErrorKind.OUTPUT, "output-too-large", 7),
        arguments(ErrorKind.USAGE, "bad-location", 2),
        arguments(ErrorKind.INPUT, "input-damaged", 4),
        arguments(ErrorKind.INVALID, "schema-broken", 5),
        arguments(ErrorKind.REMOTE, "service-busy", 8),
        arguments(ErrorKind.INTERRUPTED, "cancelled", 130));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("failuresOfTheRequest")
  void whatIsWrongWithTheRequestIsWrongForEveryEngine(ErrorKind kind, String code, int status) {
    Told told = new Told();
    ForgeException failure = new ForgeException(kind, code, "so it is", "do that");
    ConversionFailure thrown;
    try (Forge forge = forge(new Frail(failure, HALF, false), Map.of())) {
      thrown =
          catchThrowableOfType(
              ConversionFailure.class, () -> forge.convert(request(), told, new Cancellation()));
    }
    assertThat(thrown.kind()).isEqualTo(kind);
    assertThat(thrown.kind().exitStatus()).isEqualTo(status);
    assertThat(thrown.code()).isEqualTo(code);
    assertThat(thrown.problem()).isEqualTo("so it is");
    assertThat(thrown.remedy()).isEqualTo("do that");
    assertThat(thrown.attempts()).extracting(Attempt::engine).containsExactly("frail");
    assertThat(told.fallbacks).isEmpty();
    assertThat(output.getParent()).doesNotExist();
  }

  @Test
  void nothingIsTriedOnceAnOutputIsThere() throws IOException {
    Frail frail = new Frail(new IllegalStateException("too late"), HALF, true);
    ConversionFailure thrown;
    try (Forge forge = forge(frail, Map.of())) {
      thrown = catchThrowableOfType(ConversionFailure.class, () -> forge.convert(request()));
    }
    assertThat(thrown.kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(thrown.attempts()).extracting(Attempt::engine).containsExactly("frail");
    assertThat(output).content(StandardCharsets.UTF_8).isEqualTo(HALF);
  }

  @Test
  void aLackOfMemoryInThisProcessIsNoReasonToTryAgain() {
    ForgeException thrown;
    try (Forge forge = forge(new Frail(new OutOfMemoryError("heap"), HALF, false), Map.of())) {
      thrown = catchThrowableOfType(ForgeException.class, () -> forge.convert(request()));
    }
    assertThat(thrown.code()).isEqualTo("out-of-memory");
    assertThat(thrown.kind().exitStatus()).isEqualTo(1);
    assertThat(output.getParent()).doesNotExist();
  }

  @Test
  void whenTheBuiltInEngineFailsAsWellBothReasonsAreTold() throws IOException {
    Files.writeString(input, "a,b\n1,2\n1,2,3\n");
    ConversionFailure thrown;
    try (Forge forge = forge(new Frail(new IllegalStateException("gone"), HALF, false), Map.of())) {
      thrown =
          catchThrowableOfType(
              ConversionFailure.class,
              () -> forge.convert(request().withOption("on-ragged", "error")));
    }
    assertThat(thrown.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(thrown.problem())
        .contains("line 3")
        .contains("before that, engine frail had failed: ")
        .contains("gone");
    assertThat(thrown.getSuppressed())
        .singleElement()
        .satisfies(first -> assertThat(first).hasMessageContaining("gone"));
    assertThat(thrown.attempts()).extracting(Attempt::engine).containsExactly("frail", "local");
    assertThat(output.getParent()).doesNotExist();
  }

  @Test
  void anEngineThatWasNamedIsTheOnlyOne() {
    Frail frail = new Frail(new IllegalStateException("gone"), HALF, false);
    try (Forge forge = forge(frail, Map.of())) {
      ConversionFailure thrown =
          catchThrowableOfType(
              ConversionFailure.class, () -> forge.convert(request().withEngine("frail")));
      assertThat(thrown.attempts()).extracting(Attempt::engine).containsExactly("frail");
      assertThat(thrown.problem()).contains("gone");
      assertThat(forge.convert(request().withEngine("local")).attempts())
          .extracting(Attempt::engine)
          .containsExactly("local");
    }
  }

  @Test
  void withForceCoreNoOtherEngineIsAsked() {
    Frail frail = new Frail(new IllegalStateException("gone"), HALF, false);
    ConversionResult result;
    try (Forge forge = forge(frail, Map.of("PYFORGE_FORCE_CORE", "true"))) {
      result = forge.convert(request());
    }
    assertThat(result.engine()).isEqualTo("local");
    assertThat(result.attempts()).extracting(Attempt::engine).containsExactly("local");
    assertThat(result.notices()).isEmpty();
    assertThat(frail.asked).isFalse();
  }

  private ConversionRequest request() {
    return ConversionRequest.of(input.toString()).withOutput(output.toString());
  }

  private Forge forge(Frail engine, Map<String, String> variables) {
    HostEnvironment environment =
        new HostEnvironment(
            variables,
            Map.of(
                "user.home", folder.resolve("home").toString(),
                "java.io.tmpdir", System.getProperty("java.io.tmpdir"),
                "pyforge.class-path-extensions", "false"));
    return Forge.create(
        environment,
        new ForgeExtension() {
          @Override
          public String id() {
            return "frail";
          }

          @Override
          public int spiLevel() {
            return 1;
          }

          @Override
          public List<ConversionEngine> engines() {
            return List.of(engine);
          }
        });
  }

  private static final class Told implements ProgressListener {
    final List<String> fallbacks = new ArrayList<>();

    @Override
    public void fellBack(String engine, String reason) {
      fallbacks.add(engine + ": " + reason);
    }
  }

  /** Prefers itself, writes half of an output and fails. */
  private static final class Frail implements ConversionEngine {
    private final Throwable failure;
    private final String half;
    private final boolean publishes;
    private @Nullable Runnable justBefore;
    private boolean asked;

    Frail(Throwable failure, String half, boolean publishes) {
      this.failure = failure;
      this.half = half;
      this.publishes = publishes;
    }

    @Override
    public String id() {
      return "frail";
    }

    @Override
    public EngineFit fit(ConversionRequest request, InputFacts facts, HostEnvironment host) {
      asked = true;
      return new EngineFit.Preferred("it always is");
    }

    @Override
    public ConversionResult run(ConversionRequest request, RunContext context) throws IOException {
      OutputTarget target = context.output(false);
      try (OutputStream out = target.create("")) {
        out.write(half.getBytes(StandardCharsets.UTF_8));
      }
      if (publishes) {
        target.publish();
      }
      if (justBefore != null) {
        justBefore.run();
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      throw (IOException) failure;
    }
  }
}
