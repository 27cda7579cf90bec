package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an archive as the tables of all its members that some reader wants; the others are named in
 * a notice. It belongs to one archive, and is not among the formats.
 */
final class ArchiveReader implements FormatReader {
  static final String FORMAT = "zip";

  private final Map<InputSource, FormatReader> members = new LinkedHashMap<>();
  private final List<Notice> notices = new ArrayList<>();

  ArchiveReader(MemberSource archive, FormatCatalog formats, Optional<String> format)
      throws IOException {
    Map<InputSource, FormatReader> doubtful = new LinkedHashMap<>();
    Set<String> companions = companions(archive, formats);
    for (InputSource member : archive.members()) {
      if (companions.contains(member.name())) {
        continue;
      }
      try {
        FormatCatalog.ReaderChoice choice = formats.reader(format, member);
        (choice.score() > FormatReader.POSSIBLE ? members : doubtful).put(member, choice.reader());
      } catch (ForgeException e) {
        if (e.kind() != ErrorKind.INPUT) {
          throw e;
        }
        notices.add(new Notice("member-skipped", e.problem()));
      }
    }
    if (members.isEmpty()) {
      members.putAll(doubtful);
    } else {
      for (InputSource member : doubtful.keySet()) {
        notices.add(
            new Notice(
                "member-skipped",
                member.name() + " is skipped: neither its name nor its bytes tell a format"));
      }
    }
    if (members.isEmpty()) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "format-unknown",
          "no file in " + archive.location() + " is of a format that can be read",
          "unpack it and convert the files that matter");
    }
  }

  /** The names of members that belong to others, such as the memos of a dBASE table. */
  private static Set<String> companions(MemberSource archive, FormatCatalog formats) {
    Set<String> names = new HashSet<>();
    for (InputSource member : archive.members()) {
      names.add(member.name().toLowerCase(Locale.ROOT));
    }
    Set<String> companions = new HashSet<>();
    for (InputSource member : archive.members()) {
      if (formats.isCompanion(member.name(), names::contains)) {
        companions.add(member.name());
      }
    }
    return companions;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public String description() {
    return "The tables of the files in an archive";
  }

  @Override
  public List<String> suffixes() {
    return List.of("zip");
  }

  @Override
  public List<OptionSpec> options() {
    return members.values().stream().flatMap(r -> r.options().stream()).distinct().toList();
  }

  @Override
  public int match(SourceHead head) {
    return NO_MATCH; // chosen by what the source is, never by its bytes
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    List<TabularInput> inputs = new ArrayList<>();
    List<TableFailure> failures = new ArrayList<>();
    try {
      for (Map.Entry<InputSource, FormatReader> member : members.entrySet()) {
        try {
          inputs.add(member.getValue().open(member.getKey(), options, context));
        } catch (ForgeException e) {
          if (e.kind() != ErrorKind.INPUT) {
            throw e;
          }
          failures.add(TableFailure.of(member.getKey().name(), e));
        }
      }
      return new ArchiveInput(inputs, notices, failures);
    } catch (IOException | RuntimeException e) {
      for (TabularInput input : inputs) {
        input.close();
      }
      throw e;
    }
  }
}
