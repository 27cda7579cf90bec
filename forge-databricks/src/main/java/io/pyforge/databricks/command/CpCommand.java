package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.transfer.CacheFolder;
import io.pyforge.databricks.transfer.Copied;
import io.pyforge.databricks.transfer.NameFilter;
import io.pyforge.databricks.transfer.TreeCopy;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pyforge databricks cp}: files between this machine and volumes. */
@Command(
    name = "cp",
    description = {
      "Copy files into, out of and between volumes.",
      "A file that is there with the same content is left alone; a copy that was",
      "interrupted goes on where it was."
    },
    exitCodeListHeading = "%nExit statuses:%n",
    exitCodeList = {
      "0:everything is there",
      "2:a wrong argument",
      "3:a source is not there",
      "6:permission or sign-in was refused",
      "7:another file is there, or there is no room",
      "8:the service failed after retries",
      "9:some files failed; the others are there"
    },
    footer = {
      "",
      "Examples:",
      "  pyforge databricks cp sales.csv /Volumes/main/raw/in/",
      "  pyforge databricks cp -r /Volumes/main/raw/in ./in --include '*.csv'"
    })
final class CpCommand extends WorkspaceCommand {
  private static final int MOST_FAILURES_SHOWN = 20;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "A file, or with -r a folder.")
  private String source = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "A file; a folder when it is there or ends with a slash.")
  private String target = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Copy what is in the folder SOURCE into the folder TARGET.")
  private boolean recursive;

  @Option(
      names = {"--force", "--overwrite"},
      description = "Replace files that are there with another content.")
  private boolean force;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Copy only files that match, such as '*.csv' or 'in/**'. May be repeated.")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Do not copy files that match. May be repeated.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--verify",
      description = "Read back what was stored in a volume and compare its SHA-256.")
  private boolean verify;

  @Option(
      names = "--restart",
      description = "Forget what an interrupted run had copied of a large file.")
  private boolean restart;

  @Option(
      names = {"--jobs", "--concurrency"},
      paramLabel = "N",
      description = "How many files at a time: 8 when not given, and at most.")
  private int jobs = Workspace.AT_A_TIME;

  @Option(names = "--no-progress", description = "Show no progress.")
  private boolean noProgress;

  CpCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException {
    if (jobs < 1) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-option-value",
          "option --jobs cannot be '" + jobs + "'",
          "use a whole number of 1 or more");
    }
    Workspace workspace = workspace();
    CopyPlan plan =
        new CopyPlan(
            workspace.files(), surroundings().locations(), new NameFilter(include, exclude));
    List<TreeCopy.Item> items = plan.of(source, target, recursive);
    CopyProgress progress = new CopyProgress(err(), plan.bytes(), !json() && !noProgress);
    List<Copied> done;
    StopNotice notice = new StopNotice(err());
    try (notice;
        progress;
        TreeCopy copy =
            new TreeCopy(
                workspace,
                surroundings().routes().sizes(),
                new TreeCopy.Choices(force, verify, restart, Math.min(jobs, Workspace.AT_A_TIME)),
                CacheFolder.of(surroundings().host()),
                progress,
                surroundings().routes().temp())) {
      done = copy.run(items, progress::told);
    }
    if (!recursive && done.size() == 1 && done.get(0).failure().isPresent()) {
      throw done.get(0).failure().get();
    }
    if (json()) {
      print(document(done, plan.leftOut()));
    } else {
      warn(plan.leftOut());
      summary(done);
    }
    return status(done);
  }

  private void warn(List<String> leftOut) {
    for (String one : leftOut.subList(0, Math.min(leftOut.size(), MOST_FAILURES_SHOWN))) {
      err().println("warning: not copied: " + one);
    }
    if (leftOut.size() > MOST_FAILURES_SHOWN) {
      int more = leftOut.size() - MOST_FAILURES_SHOWN;
      err().println("warning: not copied: and " + more + " more; --json has all");
    }
  }

  private void summary(List<Copied> done) {
    List<Copied> failed =
        done.stream().filter(copied -> copied.state() == Copied.State.FAILED).toList();
    // What stops many files, such as a file in place of their folder, is said once.
    Map<String, Integer> filesOf = new LinkedHashMap<>();
    for (Copied copied : failed) {
      ForgeException e = copied.failure().orElseThrow();
      String text = e.problem() + (e.remedy().isEmpty() ? "" : "; " + e.remedy());
      filesOf.merge(text, 1, Integer::sum);
    }
    int left = failed.size();
    List<String> texts = List.copyOf(filesOf.keySet());
    for (String text : texts.subList(0, Math.min(texts.size(), MOST_FAILURES_SHOWN))) {
      int files = filesOf.getOrDefault(text, 0);
      err().println("error: " + text + (files > 1 ? " (" + files + " files)" : ""));
      left -= files;
    }
    if (left > 0) {
      err().println("error: and " + left + " more; --json has all");
    }
    err().flush();
    long bytes =
        done.stream()
            .filter(copied -> copied.state() == Copied.State.COPIED)
            .mapToLong(Copied::bytes)
            .sum();
    out()
        .println(
            String.format(
                Locale.ROOT,
                "copied %d %s, %,d bytes; %d unchanged; %d failed",
                count(done, Copied.State.COPIED),
                count(done, Copied.State.COPIED) == 1 ? "file" : "files",
                bytes,
                count(done, Copied.State.UNCHANGED),
                failed.size()));
  }

  private static ObjectNode document(List<Copied> done, List<String> leftOut) {
    ObjectNode document =
        object().put("success", done.stream().allMatch(c -> c.failure().isEmpty()));
    ArrayNode files = document.putArray("files");
    for (Copied copied : done) {
      ObjectNode file =
          files
              .addObject()
              .put("from", copied.from())
              .put("to", copied.to())
              .put("state", copied.state().name().toLowerCase(Locale.ROOT))
              .put("bytes", copied.bytes());
      copied
          .failure()
          .ifPresent(
              e ->
                  file.putObject("error")
                      .put("kind", e.kind().name())
                      .put("code", e.code())
                      .put("exit_code", e.kind().exitStatus())
                      .put("problem", e.problem())
                      .put("remedy", e.remedy()));
    }
    ArrayNode others = document.putArray("left_out");
    leftOut.forEach(others::add);
    document
        .putObject("summary")
        .put("total", done.size())
        .put("copied", count(done, Copied.State.COPIED))
        .put("unchanged", count(done, Copied.State.UNCHANGED))
        .put("failed", count(done, Copied.State.FAILED));
    return document;
  }

  private static long count(List<Copied> done, Copied.State state) {
    return done.stream().filter(copied -> copied.state() == state).count();
  }

  private static int status(List<Copied> done) {
    List<Integer> failures =
        done.stream()
            .flatMap(copied -> copied.failure().stream())
            .map(e -> e.kind().exitStatus())
            .toList();
    if (failures.isEmpty()) {
      return 0;
    }
    boolean alike = failures.size() == done.size() && failures.stream().distinct().count() == 1;
    return alike ? failures.get(0) : ErrorKind.PARTIAL.exitStatus();
  }
}
