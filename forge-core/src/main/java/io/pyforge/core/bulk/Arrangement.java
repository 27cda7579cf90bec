package io.pyforge.core.bulk;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.result.Notice;
import java.util.List;
import java.util.Optional;

/**
 * Which input goes where, decided before anything is read.
 *
 * @param jobs one for each input; those that are known to fail first
 * @param several whether there may be several inputs: there are, or a folder or pattern was named
 * @param notices what was decided in a way that may surprise
 */
public record Arrangement(List<Job> jobs, boolean several, List<Notice> notices) {
  /**
   * One input.
   *
   * @param stat what the storage's listing says of it; unknown where it was not looked at
   * @param output where it goes; when empty it is placed beside the input
   * @param place where the output goes if it is one file, whether named or not
   * @param failure why it is known already that it cannot be converted
   */
  public record Job(
      String input,
      SourceStat stat,
      Optional<String> output,
      String place,
      Optional<ForgeException> failure) {}

  /** Takes copies. */
  public Arrangement {
    jobs = List.copyOf(jobs);
    notices = List.copyOf(notices);
  }
}
