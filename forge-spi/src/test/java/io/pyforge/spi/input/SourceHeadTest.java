package io.pyforge.spi.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceHeadTest {
  @Test
  void theSuffixIsLowerCaseAndWithoutItsDot() {
    assertThat(head("a.b.CSV").suffix()).isEqualTo("csv");
    assertThat(head("plain").suffix()).isEmpty();
  }

  @Test
  void magicBytesAreComparedFromTheStart() {
    SourceHead head = new SourceHead("x", new byte[] {'P', 'A', 'R', '1', 0}, true);
    assertThat(head.startsWith((byte) 'P', (byte) 'A')).isTrue();
    assertThat(head.startsWith((byte) 'P', (byte) 'K')).isFalse();
    assertThat(head("x").startsWith((byte) 'P')).isFalse();
  }

  private static SourceHead head(String name) {
    return new SourceHead(name, new byte[0], true);
  }
}
