package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingDetectorTest {
  private static final String TEXT = "id,name,price\n1,alpha,2.50\n2,beta,3.75\n";

  @ParameterizedTest(name = "{0} with a mark")
  @CsvSource({"UTF-8, 3", "UTF-16LE, 2", "UTF-16BE, 2", "UTF-32LE, 4", "UTF-32BE, 4"})
  void aByteOrderMarkSettlesTheEncoding(String charset, int markLength) {
    assertThat(detect(("\uFEFF" + TEXT).getBytes(Charset.forName(charset)), true))
        .isEqualTo(new EncodingDetector.Encoding(Charset.forName(charset), markLength, false));
  }

  @ParameterizedTest(name = "{0} without a mark")
  @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void zerosBetweenLettersTellAWideEncoding(String charset) {
    assertThat(detect(TEXT.getBytes(Charset.forName(charset)), true))
        .isEqualTo(new EncodingDetector.Encoding(Charset.forName(charset), 0, true));
  }

  @Test
  void validUtf8IsNoGuess() {
    assertThat(detect("Zürich,日本".getBytes(StandardCharsets.UTF_8), true))
        .isEqualTo(new EncodingDetector.Encoding(StandardCharsets.UTF_8, 0, false));
  }

  @Test
  void aCharacterCutOffByTheSampleIsStillUtf8() {
    byte[] text = "aaaa€".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(text, text.length - 1);
    assertThat(detect(cut, false).charset()).isEqualTo(StandardCharsets.UTF_8);
    assertThat(detect(cut, true).charset()).isNotEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void westernTextIsGuessedWindows1252() {
    byte[] text =
        "name,city\nJürgen,Köln\nRené,Orléans\nZoë,“Paris”\n"
            .getBytes(Charset.forName("windows-1252"));
    assertThat(detect(text, true))
        .isEqualTo(new EncodingDetector.Encoding(Charset.forName("windows-1252"), 0, true));
  }

  @Test
  void randomBytesLookBinaryAndAccentedTextDoesNot() {
    byte[] noise = new byte[4096];
    new java.util.Random(7).nextBytes(noise);
    assertThat(EncodingDetector.looksBinary(noise, noise.length, detect(noise, true))).isTrue();
    byte[] text = "name\tcity\nJürgen\tKöln\n".getBytes(Charset.forName("windows-1252"));
    assertThat(EncodingDetector.looksBinary(text, text.length, detect(text, true))).isFalse();
  }

  @Test
  void fewAccentedLettersAreNotTakenForCyrillic() {
    byte[] text = "id,name\n1,Jürgen Müßig\n2,Zoë\n".getBytes(Charset.forName("windows-1252"));
    assertThat(detect(text, true).charset()).isEqualTo(Charset.forName("windows-1252"));
  }

  @Test
  void russianTextIsRecognised() {
    String text = "имя,город\n" + "Иван Петров,Москва\nАнна Сидорова,Санкт-Петербург\n".repeat(5);
    assertThat(detect(text.getBytes(Charset.forName("windows-1251")), true).charset())
        .isEqualTo(Charset.forName("windows-1251"));
  }

  @Test
  void bytesThatWindows1252LacksAreLatin1() {
    assertThat(detect(new byte[] {'a', (byte) 0x81, (byte) 0x8D, '\n'}, true).charset())
        .isEqualTo(StandardCharsets.ISO_8859_1);
  }

  @Test
  void japaneseTextIsRecognised() {
    String text = "名前,都市\n" + "山田太郎,東京都千代田区\nこれは,ほんとうです\n".repeat(20);
    assertThat(detect(text.getBytes(Charset.forName("Shift_JIS")), true).charset())
        .isEqualTo(Charset.forName("Shift_JIS"));
  }

  @ParameterizedTest(name = "{0} with the mark of {1}")
  @CsvSource({
    "UTF-16, UTF-16LE, UTF-16LE, 2",
    "UTF-16, UTF-16BE, UTF-16BE, 2",
    "UTF-32, UTF-32LE, UTF-32LE, 4",
    "UTF-16LE, UTF-16LE, UTF-16LE, 2",
    "UTF-8, UTF-8, UTF-8, 3",
    "windows-1252, UTF-8, windows-1252, 0",
    "UTF-16BE, UTF-16LE, UTF-16BE, 0"
  })
  void aMarkOfTheNamedFamilySettlesTheByteOrder(
      String named, String mark, String expected, int markLength) {
    byte[] text = ("\uFEFF" + TEXT).getBytes(Charset.forName(mark));
    assertThat(
            EncodingDetector.named(
                Arrays.copyOf(text, text.length + 64), text.length, Charset.forName(named)))
        .isEqualTo(new EncodingDetector.Encoding(Charset.forName(expected), markLength, false));
  }

  private static EncodingDetector.Encoding detect(byte[] text, boolean complete) {
    return EncodingDetector.detect(Arrays.copyOf(text, text.length + 64), text.length, complete);
  }
}
