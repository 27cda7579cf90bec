package io.pyforge.databricks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.server.FaultKind;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.transfer.TransferStorm.Tally;
import io.pyforge.spi.error.ErrorKind;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every byte is right, or it is said that it is not, whatever goes wrong on the way. */
@Timeout(300)
class TransferStormTest {
  static final double CHANCE = 0.2;

  @TempDir private Path folder;

  /** What holds for every storm. */
  static void assertHonest(Tally tally, TransferStorm storm) {
    System.out.println(tally.line(storm));
    assertThat(tally.wrong()).isEmpty();
    assertThat(tally.falseSuccesses()).isEmpty();
    assertThat(tally.surprises()).as("failures that are not written for the user").isEmpty();
    assertThat(tally.done() + tally.failures().size()).isEqualTo(storm.transfers());
    assertThat(tally.failures())
        .allSatisfy(
            failure -> {
              assertThat(failure.kind())
                  .isIn(
                      ErrorKind.NOT_FOUND,
                      ErrorKind.INPUT,
                      ErrorKind.ACCESS,
                      ErrorKind.OUTPUT,
                      ErrorKind.REMOTE);
              assertThat(failure.problem()).isNotEmpty();
              assertThat(failure.remedy()).isNotEmpty();
            });
    assertThat(tally.faulted()).isGreaterThan(tally.requests() / 10);
  }

  /** Besides, with faults that a careful client survives: next to all get through. */
  static void assertComplete(Tally tally, TransferStorm storm) {
    assertHonest(tally, storm);
    assertThat(tally.done())
        .as(tally.failures().toString())
        .isGreaterThanOrEqualTo((int) Math.ceil(storm.transfers() * 0.995));
  }

  @ParameterizedTest
  @CsvSource({"PARTS,90", "RESUMABLE,40", "NONE,30"})
  void transfersSurviveWhatPasses(Multipart kind, int transfers) throws Exception {
    TransferStorm storm =
        new TransferStorm(kind, transfers, 5 << 20, 20261120, CHANCE, FaultKind.survivable());
    assertComplete(storm.run(folder), storm);
  }

  @ParameterizedTest
  @CsvSource({"PARTS,60", "RESUMABLE,30"})
  void whatDoesNotPassIsToldAndNeverHidden(Multipart kind, int transfers) throws Exception {
    TransferStorm storm =
        new TransferStorm(
            kind, transfers, 4 << 20, 20261121, CHANCE, EnumSet.allOf(FaultKind.class));
    assertHonest(storm.run(folder), storm);
  }
}
