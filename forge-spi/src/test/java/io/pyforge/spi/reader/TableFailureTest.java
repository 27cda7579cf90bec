package io.pyforge.spi.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.FailedTable;
import org.junit.jupiter.api.Test;

class TableFailureTest {
  @Test
  void isTheFailureOfATable() {
    ForgeException torn =
        new ForgeException(ErrorKind.INPUT, "torn-page", "page 7 is torn", "copy");
    TableFailure failure = TableFailure.of("Orders", torn);
    assertThat(failure.table()).isEqualTo("Orders");
    assertThat(failure.remedy()).isEqualTo("copy");
    assertThat(failure).hasCause(torn).hasMessage("page 7 is torn / copy");
    assertThat(failure.failedTable())
        .isEqualTo(new FailedTable("Orders", ErrorKind.INPUT, "torn-page", "page 7 is torn"));
  }
}
