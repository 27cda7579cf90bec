package io.pyforge.databricks.transfer;

import io.pyforge.databricks.server.FaultKind;
import io.pyforge.databricks.server.Multipart;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand transfers of up to 64 MB that survive, and four hundred with faults of every kind. */
@Tag("load")
class TransferStormLoadTest {
  private static final int LARGEST = 64 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "PARTS_AZURE", "RESUMABLE", "NONE"})
  void transfersSurviveWhatPasses(Multipart kind) throws Exception {
    TransferStorm storm =
        new TransferStorm(
            kind,
            250,
            LARGEST,
            20261120L + kind.ordinal() * 1_000_003L,
            TransferStormTest.CHANCE,
            FaultKind.survivable());
    TransferStormTest.assertComplete(storm.run(folder), storm);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "PARTS_AZURE", "RESUMABLE", "NONE"})
  void whatDoesNotPassIsToldAndNeverHidden(Multipart kind) throws Exception {
    TransferStorm storm =
        new TransferStorm(
            kind,
            100,
            LARGEST,
            31_000_000L + kind.ordinal() * 1_000_003L,
            TransferStormTest.CHANCE,
            EnumSet.allOf(FaultKind.class));
    TransferStormTest.assertHonest(storm.run(folder), storm);
  }
}
