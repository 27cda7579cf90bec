package io.pyforge.databricks.transfer;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("load")
class SmallFilesLoadTest {
  @TempDir private Path folder;

  @Test
  void tenThousandFilesKeepTheLimitAndASecondRunWritesNothing() throws Exception {
    SmallFiles.check(10_000, folder);
  }
}
