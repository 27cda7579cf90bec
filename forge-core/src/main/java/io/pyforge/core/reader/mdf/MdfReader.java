package io.pyforge.core.reader.mdf;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads primary data files of SQL Server 2005 and later, without a server. What becomes of types,
 * and what is refused: docs/interpretation/mdf.md.
 */
public final class MdfReader implements FormatReader {
  private static final String SUFFIX = "mdf";

  /** Makes a reader. */
  public MdfReader() {}

  @Override
  public String format() {
    return SUFFIX;
  }

  @Override
  public String description() {
    return "SQL Server data files (.mdf) of 2005 and later";
  }

  @Override
  public List<String> suffixes() {
    return List.of(SUFFIX);
  }

  @Override
  public List<OptionSpec> options() {
    return MdfOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean named = head.suffix().equals(SUFFIX);
    if (FileKind.isDatabase(head.bytes())) {
      return named ? CERTAIN : BY_CONTENT;
    }
    return named ? BY_SUFFIX : NO_MATCH;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    MdfOptions options = MdfOptions.of(values);
    FileKind.require(source);
    PageFile file = PageFile.open(source, new PageProtection(options.ignoreChecksum()));
    try {
      MdfInput input = open(file, options, context);
      input.sample();
      return input;
    } catch (Damage e) {
      file.close();
      throw MdfFailures.ofFile(source.name(), e);
    } catch (OutOfMemoryError e) {
      file.close();
      throw MdfFailures.needsMemory(source.name(), "its catalog", e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static MdfInput open(PageFile file, MdfOptions options, ReadContext context)
      throws IOException, Damage {
    String name = file.name();
    PageDefects defects = new PageDefects();
    PageCache pages = new PageCache(file, defects);
    BootPage boot = BootPage.read(pages);
    if (boot.version() < ServerVersion.FIRST_READABLE) {
      throw MdfFailures.tooOld(name, boot.version());
    }
    List<CatalogTable> catalog =
        new CatalogReader(pages, boot, context).tables(options.systemTables());
    List<String> names = TableNames.of(catalog);
    Set<String> wanted = options.tables().of(names, name);
    TablePlanner planner = new TablePlanner(options, boot);
    List<MdfTable> tables = new ArrayList<>();
    List<TableFailure> failed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!wanted.contains(names.get(i))) {
        continue;
      }
      try {
        tables.add(planner.plan(names.get(i), catalog.get(i)));
      } catch (Damage e) {
        failed.add(MdfFailures.ofTable(name, names.get(i), e));
      }
    }
    return new MdfInput(
        file,
        options,
        context,
        properties(file, boot, catalog),
        tables,
        failed,
        notices(name, boot, defects));
  }

  private static Map<String, String> properties(
      PageFile file, BootPage boot, List<CatalogTable> catalog) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("database", boot.name());
    properties.put("server_version", ServerVersion.of(boot.version()).product());
    properties.put("database_version", Integer.toString(boot.version()));
    properties.put("created_version", Integer.toString(boot.createdVersion()));
    properties.put("page_count", Integer.toString(file.pageCount()));
    properties.put("table_count", Integer.toString(catalog.size()));
    return properties;
  }

  private static List<Notice> notices(String name, BootPage boot, PageDefects defects) {
    List<Notice> notices = new ArrayList<>();
    if (boot.version() > ServerVersion.LAST_VERIFIED) {
      notices.add(
          new Notice(
              "mdf-version-unverified",
              name
                  + " is of "
                  + ServerVersion.of(boot.version()).product()
                  + " (version "
                  + boot.version()
                  + "), and read as files of 2016 are; compare the rows with the server's"));
    }
    defects.notice(name).ifPresent(notices::add);
    return notices;
  }
}
