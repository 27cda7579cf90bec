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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that lead in a circle. */
class PageReadsTest {
  private static final int PAGE = 4096;

  @TempDir Path folder;

  /** Pages whose first bytes say what they are. */
  private PageReads pages(int... kinds) throws IOException {
    byte[] file = new byte[kinds.length * PAGE];
    for (int i = 0; i < kinds.length; i++) {
      file[i * PAGE] = (byte) kinds[i];
    }
    return PageReads.open(Files.write(folder.resolve("pages"), file));
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
    try (PageReads pages = pages(0, 1)) {
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
  void pagesOfDefinitionsMayFollowEachOtherTwoHundredTimes() throws IOException {
    try (PageReads pages = pages(0, 2, 2)) {
      read(pages, 1, 100);
      read(pages, 2, 100);
      read(pages, 0, 1);
      read(pages, 2, 200);
      assertThatThrownBy(() -> read(pages, 1, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("lead in a circle");
      pages.nextStep();
      read(pages, 1, 200);
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
    List<Integer> definitions = new ArrayList<>();
    for (int page = 1; page < bytes.capacity() / PAGE; page++) {
      if (bytes.get(page * PAGE) == 2) {
        definitions.add(page);
      }
    }
    assertThat(definitions).hasSizeGreaterThan(5);
    for (int i = 0; i < definitions.size(); i++) {
      int next = definitions.get((i + 1) % definitions.size());
      bytes.putInt(definitions.get(i) * PAGE + 4, next);
    }
    Files.write(file, bytes.array());

    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> new Conversions(folder, 1).bytes(file));

    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
    assertThat(failure.problem()).contains("circle.mdb");
  }
}
