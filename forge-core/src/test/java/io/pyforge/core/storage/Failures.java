package io.pyforge.core.storage;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks of failures as users meet them. */
final class Failures {
  private Failures() {}

  static void assertFails(ErrorKind kind, String code, String named, ThrowingCallable call) {
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(call)
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(
                        e.kind() + " " + e.code() + " " + e.problem())
                    .startsWith(kind + " " + code + " ")
                    .contains(named))
        .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.remedy()).isNotBlank());
  }
}
