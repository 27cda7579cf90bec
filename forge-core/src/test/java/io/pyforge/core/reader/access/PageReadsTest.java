package io.pyforge.core.reader.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import io.pyforge.core.testing.Conversions;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that lead in a circle. */
class PageReadsTest {
  private static final int PAGE = 4096;

  @TempDir Path folder;

  /** Pages, each of which names the next one. */
  private PageReads pages(int... next) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(next.length * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < next.length; i++) {
      file.putInt(i * PAGE + 4, next[i]);
    }
    return PageReads.open(Files.write(folder.resolve("pages"), file.array()));
  }

  private static void read(PageReads pages, int page, int times) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    for (int i = 0; i < times; i++) {
      buffer.clear();
      assertThat(pages.read(buffer, (long) page * PAGE)).isEqualTo(PAGE);
    }
  }

  @Test
  void aPageMayBeReadAThousandTimesInAStep() throws IOException {
    try (PageReads pages = pages(0, 0)) {
      read(pages, 1, 999);
      read(pages, 0, 1);
      read(pages, 1, 1);
      assertThatThrownBy(() -> read(pages, 1, 1))
          .isInstanceOf(IOException.class)
          .hasMessage("the pages from byte 4096 on lead in a circle");
      pages.nextStep();
      read(pages, 1, 1000);
    }
  }

  @Test
  void aChainMayHaveTwoHundredLinks() throws IOException {
    int[] next = new int[300];
    next[1] = 258;
    next[258] = 1;
    try (PageReads pages = pages(next)) {
      for (int i = 0; i < 100; i++) {
        read(pages, 1, 1);
        read(pages, 258, 1);
      }
      read(pages, 1, 1);
      assertThatThrownBy(() -> read(pages, 258, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("lead in a circle");
      pages.nextStep();
      for (int i = 0; i < 100; i++) {
        read(pages, 258, 1);
        read(pages, 1, 1);
      }
      read(pages, 7, 1); // breaks the chain, which would be too long after three more
      read(pages, 258, 1);
      read(pages, 1, 1);
      read(pages, 258, 1);
    }
  }

  /** Read a thousand times each, the pages of this circle would be copied for minutes. */
  @Test
  @Timeout(60)
  void definitionsThatLeadInACircleAreRefusedInTime() throws IOException {
    Path file = folder.resolve("circle.mdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2000)) {
      AccessDatabase.addShop(database);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int last = bytes.capacity() / PAGE - 1;
    for (int page = 1; page <= last; page++) {
      bytes.putInt(page * PAGE + 4, page == last ? 1 : page + 1);
    }
    Files.write(file, bytes.array());

    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> new Conversions(folder, 1).bytes(file));

    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.problem()).contains("circle.mdb");
  }
}
