package io.pyforge.databricks.transfer;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SmallFilesTest {
  @TempDir private Path folder;

  @Test
  void manyFilesKeepTheLimitAndASecondRunWritesNothing() throws Exception {
    SmallFiles.check(300, folder);
  }

  @Test
  void copiesAndDownloadsTogetherKeepTheLimit() throws Exception {
    SmallFiles.checkTogetherWithSources(100, folder);
  }
}
