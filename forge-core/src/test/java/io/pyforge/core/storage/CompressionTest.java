package io.pyforge.core.storage;

import static io.pyforge.core.storage.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.option.OptionValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String TEXT = "id,name\n1,Ada\n2,Bo\n".repeat(500);

  @TempDir Path folder;
  private PrivateTemp temp;
  private LocalStorage storage;

  @BeforeEach
  void open() {
    temp = PrivateTemp.open(folder);
    storage = new LocalStorage(temp);
  }

  @AfterEach
  void close() {
    temp.close();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void contentIsDecompressedAsOftenAsWanted(Codec codec) throws IOException {
    String suffix = suffix(codec);
    Path file = store("sales.csv" + suffix, compress(codec, TEXT));
    try (InputSource source = unwrap(file)) {
      assertThat(source.name()).isEqualTo("sales.csv");
      assertThat(source.location()).isEqualTo(file.toString());
      assertThat(source.access()).isEqualTo(SourceAccess.RANGED);
      assertThat(source.localPath()).isEmpty();
      assertThat(source.stat().sizeBytes()).isEqualTo(Files.size(file));
      assertThat(text(source)).isEqualTo(TEXT);
      assertThat(text(source)).isEqualTo(TEXT);
      try (InputStream range = source.openRange(8, 5)) {
        assertThat(range.readAllBytes()).asString().isEqualTo("1,Ada");
      }
      try (SeekableByteChannel channel = source.openChannel()) {
        assertThat(channel.size()).isEqualTo(TEXT.length());
      }
      try (InputStream in = source.openStream()) {
        assertThat((char) in.read()).isEqualTo('i');
        assertThat(in.read(new byte[0], 0, 0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void firstBytesDecideWhateverTheName(Codec codec) throws IOException {
    try (InputSource source = unwrap(store("sales.csv", compress(codec, TEXT)))) {
      assertThat(source.name()).isEqualTo("sales.csv");
      assertThat(text(source)).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void partsOneAfterTheOtherAreOneContent(Codec codec) throws IOException {
    byte[] parts = join(compress(codec, "one,"), compress(codec, ""), compress(codec, "two"));
    try (InputSource source = unwrap(store("x", parts))) {
      assertThat(text(source)).isEqualTo("one,two");
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void everyCutIsFound(Codec codec) throws IOException {
    byte[] whole = compress(codec, TEXT);
    for (int cut : new int[] {whole.length - 1, whole.length / 2, 12}) {
      Path file = store("cut" + cut + ".csv", Arrays.copyOf(whole, cut));
      assertFails(
          ErrorKind.INPUT, "compressed-data-damaged", file.toString(), () -> text(unwrap(file)));
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void damageIsFound(Codec codec) throws IOException {
    byte[] data = compress(codec, TEXT);
    data[data.length - 9] ^= 0x55;
    Path file = store("x.csv", data);
    assertFails(
        ErrorKind.INPUT, "compressed-data-damaged", codec.label(), () -> text(unwrap(file)));
  }

  @Test
  void everyCutOfALaterGzipMemberIsFound() throws IOException {
    byte[] first = compress(Codec.GZIP, "first");
    byte[] both = join(first, compress(Codec.GZIP, "second"));
    for (int cut = first.length + 1; cut < both.length; cut++) {
      Path file = store("cut" + cut, Arrays.copyOf(both, cut));
      assertFails(ErrorKind.INPUT, "compressed-data-damaged", "gzip", () -> text(unwrap(file)));
    }
  }

  @Test
  void zerosAfterGzipDataArePaddingAndAnythingElseIsDamage() throws IOException {
    byte[] data = compress(Codec.GZIP, "text");
    try (InputSource padded = unwrap(store("padded", join(data, new byte[512])))) {
      assertThat(text(padded)).isEqualTo("text");
    }
    for (byte[] tail :
        new byte[][] {
          {1}, {0, 0, 1}, {0x1F, 0x0B}, {0x1F, (byte) 0x8B, 7}, {0x1F, (byte) 0x8B, 8, (byte) 0xE0}
        }) {
      Path file = store("tail" + tail.length + tail[0], join(data, tail));
      assertFails(ErrorKind.INPUT, "compressed-data-damaged", "gzip", () -> text(unwrap(file)));
    }
  }

  @Test
  void gzipHeadersWithEveryPartAreSkipped() throws IOException {
    byte[] plain = compress(Codec.GZIP, "text");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3}); // all flags
    out.write(new byte[] {2, 0, 9, 9}); // extra field
    out.write("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {0, 0}); // header checksum
    out.write(plain, 10, plain.length - 10);
    try (InputSource source = unwrap(store("x", out.toByteArray()))) {
      assertThat(text(source)).isEqualTo("text");
    }
  }

  @Test
  void gzipChecksumAndLengthAreVerified() throws IOException {
    byte[] data = compress(Codec.GZIP, "text");
    for (int fromEnd : new int[] {8, 1}) {
      byte[] changed = data.clone();
      changed[changed.length - fromEnd] ^= 1;
      Path file = store("x" + fromEnd, changed);
      assertFails(ErrorKind.INPUT, "compressed-data-damaged", "match", () -> text(unwrap(file)));
    }
  }

  @Test
  void skippableZstdFramesComeFirst() throws IOException {
    byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
    try (InputSource source =
        unwrap(store("x.csv.zst", join(skippable, compress(Codec.ZSTD, TEXT))))) {
      assertThat(text(source)).isEqualTo(TEXT);
    }
  }

  @Test
  void zstdIsReadWithoutANativeLibraryToo() throws IOException {
    InputStream java =
        new io.airlift.compress.zstd.ZstdInputStream(
            new ByteArrayInputStream(compress(Codec.ZSTD, TEXT)));
    assertThat(java.readAllBytes()).asString().isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK", "id,name", "BZh9 is no header", "\u001f", "PK,1\n"})
  void otherDataStaysAsItIs(String content) throws IOException {
    InputSource raw =
        storage.source(store("x.gz", content.getBytes(StandardCharsets.UTF_8)).toString());
    assertThat(Compression.members(raw, temp, OptionValues.none())).containsExactly(raw);
  }

  @Test
  void pipeCanBeReadAgainWhetherCompressedOrNot() throws IOException {
    for (byte[] content : List.of(TEXT.getBytes(StandardCharsets.UTF_8), gzip(TEXT))) {
      InputSource pipe = StandardInputSource.of(new ByteArrayInputStream(content), temp);
      try (InputSource source = Compression.unwrap(pipe, temp, OptionValues.none())) {
        assertThat(text(source)).isEqualTo(TEXT);
        assertThat(text(source)).isEqualTo(TEXT);
        assertThat(source.name()).isEqualTo("stdin");
      }
    }
  }

  @Test
  void sizeLimitIsKeptAndItsOptionNamed() throws IOException {
    Path file = store("x.csv.gz", gzip(TEXT));
    InputSource enough =
        Compression.unwrap(
            storage.source(file.toString()), temp, limit(Integer.toString(TEXT.length())));
    assertThat(text(enough)).isEqualTo(TEXT);
    InputSource tooFew = Compression.unwrap(storage.source(file.toString()), temp, limit("5000"));
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> text(tooFew))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(e.code()).isEqualTo("decompressed-size-limit");
              assertThat(e.problem()).contains("x.csv.gz").contains("5000 bytes");
              assertThat(e.remedy()).contains("--max-decompressed-size");
            });
    assertThat(Compression.options()).containsExactly(Compression.MAX_DECOMPRESSED_SIZE);
  }

  @Test
  void withoutTheOptionOnlyImplausibleGrowthIsRefused() {
    DecompressionLimit limit = DecompressionLimit.of(OptionValues.none());
    limit.check(1_000_000_000L, 1, "x");
    limit.check(50_000_000_000L, 50_000_000L, "x");
    assertFails(
        ErrorKind.INPUT,
        "decompressed-size-limit",
        "x",
        () -> limit.check(1_000_001_000L, 1_000_000, "x"));
  }

  @Test
  void brokenDiskIsNotTakenForBrokenData() throws IOException {
    byte[] data = gzip(TEXT);
    InputStream failing =
        new InputStream() {
          private int position;

          @Override
          public int read() throws IOException {
            if (position == data.length / 2) {
              throw new IOException("Input/output error");
            }
            return data[position++] & 0xFF;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
          }
        };
    DecompressedStream stream =
        new DecompressedStream(
            failing,
            Codec.GZIP::decompress,
            "gzip",
            "x",
            DecompressionLimit.of(OptionValues.none()));
    assertThatIOException().isThrownBy(stream::readAllBytes).withMessage("Input/output error");
    stream.close();
    assertThatIOException().isThrownBy(stream::read).withMessageContaining("closed");
  }

  @Test
  void zipOfOneFileIsThatFile() throws IOException {
    Path file = zip("sales.zip", Map.of("data/", "", "data/sales.csv", TEXT, "__MACOSX/x", "m"));
    try (InputSource source = unwrap(file)) {
      assertThat(source.name()).isEqualTo("sales.csv");
      assertThat(source.location()).isEqualTo(file + "!/data/sales.csv");
      assertThat(text(source)).isEqualTo(TEXT);
      assertThat(text(source)).isEqualTo(TEXT);
      assertThat(source.stat().sizeBytes()).isPositive().isLessThan(TEXT.length());
      try (InputStream in = source.openStream()) {
        assertThat(in.skip(8)).isEqualTo(8);
        assertThat((char) in.read()).isEqualTo('1');
        assertThat(in.markSupported()).isFalse();
        assertThat(in.skip(1_000_000)).isEqualTo(TEXT.length() - 9);
      }
      try (SeekableByteChannel channel = source.openChannel()) {
        assertThat(channel.size()).isEqualTo(TEXT.length());
      }
    }
  }

  @Test
  void zipOfSeveralFilesGivesOneInputEach() throws IOException {
    Path file = folder.resolve("all.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name :
          List.of("b.csv", "a/x.csv", "c/x.csv", ".DS_Store", "a/.hidden", "../../evil.csv")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    List<InputSource> members =
        Compression.members(storage.source(file.toString()), temp, OptionValues.none());
    assertThat(members)
        .extracting(InputSource::name)
        .containsExactly("b.csv", "a_x.csv", "c_x.csv", "evil.csv");
    members.get(0).close();
    members.get(0).close();
    assertThat(text(members.get(2))).isEqualTo("c/x.csv");
    assertThat(text(members.get(3))).isEqualTo("../../evil.csv");
    for (InputSource member : members) {
      member.close();
    }
    assertFails(
        ErrorKind.INPUT,
        "archive-several-members",
        "4 files: b.csv, a_x.csv, c_x.csv, evil.csv",
        () -> unwrap(file));
  }

  @Test
  void zipInAPipeIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("x.zip", Map.of("x.csv", TEXT)));
    InputSource pipe = StandardInputSource.of(new ByteArrayInputStream(bytes), temp);
    try (InputSource source = Compression.unwrap(pipe, temp, OptionValues.none())) {
      assertThat(text(source)).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[Content_Types].xml", "mimetype"})
  void workbooksAreNotTakenApart(String mark) throws IOException {
    InputSource raw =
        storage.source(zip("book.xlsx", Map.of(mark, "x", "xl/workbook.xml", "x")).toString());
    assertThat(Compression.members(raw, temp, OptionValues.none())).containsExactly(raw);
  }

  @Test
  void zipWithoutAFileIsNamed() throws IOException {
    Path empty = zip("empty.zip", Map.of());
    assertFails(ErrorKind.INPUT, "archive-empty", empty.toString(), () -> unwrap(empty));
    Path folders = zip("folders.zip", Map.of("a/", ""));
    assertFails(ErrorKind.INPUT, "archive-empty", folders.toString(), () -> unwrap(folders));
  }

  @Test
  void cutZipIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(zip("x.zip", Map.of("x.csv", TEXT)));
    Path cut = store("cut.zip", Arrays.copyOf(whole, whole.length - 10));
    assertFails(ErrorKind.INPUT, "compressed-data-damaged", cut.toString(), () -> unwrap(cut));
  }

  @Test
  void zipMemberIsVerified() throws IOException {
    Path file = folder.resolve("stored.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      ZipEntry entry = new ZipEntry("x.csv");
      byte[] content = "marker-text".getBytes(StandardCharsets.US_ASCII);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("marker");
    bytes[at] = 'M';
    Path changed = store("changed.zip", bytes);
    assertFails(
        ErrorKind.INPUT, "compressed-data-damaged", "checksum", () -> text(unwrap(changed)));
  }

  @Test
  void zipMemberWithDamagedDataIsNamed() throws IOException {
    Path file = zip("x.zip", Map.of("x.csv", TEXT));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 45, 60, (byte) 0xFF);
    Path changed = store("changed.zip", bytes);
    assertFails(ErrorKind.INPUT, "compressed-data-damaged", "x.csv", () -> text(unwrap(changed)));
  }

  @Test
  void encryptedAndUnknownZipMembersAreNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("x.zip", Map.of("x.csv", TEXT)));
    int central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    byte[] encrypted = bytes.clone();
    encrypted[central + 8] |= 1;
    Path locked = store("locked.zip", encrypted);
    assertFails(ErrorKind.INPUT, "archive-encrypted", "x.csv", () -> unwrap(locked));
    byte[] odd = bytes.clone();
    odd[central + 10] = 97; // WavPack
    Path unknown = store("odd.zip", odd);
    assertFails(ErrorKind.INPUT, "archive-method-unsupported", "method 97", () -> unwrap(unknown));
  }

  @Test
  void zipMemberKeepsTheSizeLimit() throws IOException {
    Path file = zip("x.zip", Map.of("x.csv", TEXT));
    assertFails(
        ErrorKind.INPUT,
        "decompressed-size-limit",
        "x.csv",
        () -> text(Compression.unwrap(storage.source(file.toString()), temp, limit("100"))));
  }

  private InputSource unwrap(Path file) throws IOException {
    return Compression.unwrap(storage.source(file.toString()), temp, OptionValues.none());
  }

  private static OptionValues limit(String size) {
    return OptionValues.of(Map.of("max-decompressed-size", size));
  }

  private Path store(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path zip(String name, Map<String, String> entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : new java.util.TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static String text(InputSource source) throws IOException {
    try (InputStream in = source.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    return compress(Codec.GZIP, text);
  }

  private static byte[] compress(Codec codec, String text) throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (codec == Codec.ZSTD) {
      // With a checksum, so that damage shows.
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (com.github.luben.zstd.ZstdOutputStreamNoFinalizer zstd =
          new com.github.luben.zstd.ZstdOutputStreamNoFinalizer(out, 3).setChecksum(true)) {
        zstd.write(plain);
      }
      return out.toByteArray();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream compressor =
        codec == Codec.GZIP ? new GZIPOutputStream(out) : new BZip2CompressorOutputStream(out)) {
      compressor.write(plain);
    }
    return out.toByteArray();
  }

  private static String suffix(Codec codec) {
    return switch (codec) {
      case GZIP -> ".gz";
      case BZIP2 -> ".BZ2";
      case ZSTD -> ".zst";
    };
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }
}
