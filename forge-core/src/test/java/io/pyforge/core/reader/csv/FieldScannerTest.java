package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldScannerTest {
  private static final Dialect PLAIN =
      new Dialect((byte) ',', '"', Dialect.NONE, Dialect.NONE, (byte) '\n');

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      textBlock =
          """
          a,b              = [a][b]
          ,                = [][]
          "a,b",c          = [a,b][c]
          "a""b"           = [a"b]
          ""               = []
          \"\"\"\"             = ["]
          "a"x,b           = [ax][b]
          "a"x"y",b        = [ax"y"][b]
          a"b",c           = [a"b"][c]
          "a" ,b           = [a ][b]
          ' a'             = [' a']
          a~,b             = [a~][b]
          """)
  void quotesMeanSomethingAtTheStartOfAFieldOnly(String row, String fields) {
    assertThat(fields(row + "\n", PLAIN)).isEqualTo(fields);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      textBlock =
          """
          a~,b,c           = [a,b][c]
          "a~"b",c         = [a"b][c]
          "a~~",b          = [a~][b]
          a~~,b            = [a~][b]
          ~"a,b            = ["a][b]
          "a""b~""         = [a"b"]
          a~               = [a~]
          """)
  void anEscapeTakesTheMeaningFromTheNextByte(String row, String fields) {
    assertThat(fields(row + "\n", PLAIN.withEscape('~'))).isEqualTo(fields);
  }

  @Test
  void carriageReturnsBeforeTheLineEndBelongToIt() {
    assertThat(fields("a,b\r\n", PLAIN)).isEqualTo("[a][b]");
    assertThat(fields("a,\"b\"\r\n", PLAIN)).isEqualTo("[a][b]");
    assertThat(fields("a\rb,c\r\r\n", PLAIN)).isEqualTo("[a\rb][c\r]");
  }

  @Test
  void lineEndsWithinQuotesBelongToTheField() {
    byte[] b = bytes("\"a\nb\r\nc\",d\n");
    FieldScanner scanner = new FieldScanner(PLAIN);
    assertThat(scanner.scan(b, 0, b.length - 64)).isEqualTo(8);
    assertThat(scanner.lineEndsInside()).isEqualTo(2);
    assertThat(fields("\"a\nb\r\nc\",d\n", PLAIN)).isEqualTo("[a\nb\r\nc][d]");
  }

  @Test
  void aQuoteThatNeverClosesIsSeen() {
    byte[] b = bytes("\"abc,d\ne\n");
    FieldScanner scanner = new FieldScanner(PLAIN);
    assertThat(scanner.scan(b, 0, b.length - 64)).isEqualTo(b.length - 64);
    assertThat(scanner.unterminated()).isTrue();
  }

  @Test
  void anEscapeBeforeTheLastLineEndIsLeftAsItStands() {
    byte[] b = bytes("a~\n");
    FieldScanner scanner = new FieldScanner(PLAIN.withEscape('~'));
    assertThat(scanner.scan(b, 0, 3)).isEqualTo(2);
    assertThat(scanner.endsInEscape()).isTrue();
    assertThat(scanner.scan(bytes("a~~\n"), 0, 4)).isEqualTo(3);
    assertThat(scanner.endsInEscape()).isFalse();
  }

  @Test
  void findingBytesByTheWordFindsTheFirst() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] b = new byte[40 + 16];
      for (int k = 0; k < b.length; k++) {
        b[k] = (byte) (random.nextInt(3) == 0 ? ',' + random.nextInt(3) - 1 : random.nextInt(256));
      }
      int from = random.nextInt(20);
      int end = from + random.nextInt(20);
      int expected = from;
      while (expected < end && b[expected] != ',') {
        expected++;
      }
      assertThat(FieldScanner.find(b, from, end, FieldScanner.word(','))).isEqualTo(expected);
    }
  }

  @Test
  void fieldsOfRandomTextAreThoseOfTheReference() {
    Random random = new Random(6);
    for (int i = 0; i < 30_000; i++) {
      Dialect dialect = RandomText.dialect(random);
      byte[] text = RandomText.of(random, dialect, 60);
      StringBuilder expected = new StringBuilder();
      for (ReferenceRows.Row row : ReferenceRows.of(text, dialect.withComment(Dialect.NONE))) {
        if (row.closed()) {
          row.cells().forEach(c -> expected.append('[').append(c.content()).append(']'));
        }
      }
      String found =
          fields(new String(text, StandardCharsets.UTF_8), dialect.withComment(Dialect.NONE));
      assertThat(found).isEqualTo(expected.toString());
    }
  }

  /** The contents of all fields of all rows that close, each in brackets. */
  private static String fields(String text, Dialect dialect) {
    byte[] b = bytes(text);
    int end = b.length - 64;
    FieldScanner scanner = new FieldScanner(dialect);
    List<String> row = new ArrayList<>();
    StringBuilder fields = new StringBuilder();
    int p = 0;
    while (p < end) {
      p = scanner.scan(b, p, end);
      if (scanner.unterminated()) {
        return fields.toString();
      }
      byte[] content = Arrays.copyOfRange(b, scanner.contentStart(), scanner.contentEnd());
      int length = content.length;
      if (scanner.rewritten()) {
        length = scanner.rewrite(b, content, 0);
      }
      row.add('[' + new String(content, 0, length, StandardCharsets.UTF_8) + ']');
      if (b[p++] == dialect.lineEnd()) {
        row.forEach(fields::append);
        row.clear();
      }
    }
    return fields.toString();
  }

  private static byte[] bytes(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(b, b.length + 64);
  }
}
