package io.pyforge.core.bulk;

import io.pyforge.spi.engine.ConversionRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The conversion of many inputs. Immutable; the {@code with} methods return changed copies.
 *
 * <pre>{@code
 * BulkRequest.of("data/*.csv", "more").withOutput("converted").withJobs(4)
 * }</pre>
 *
 * @param inputs locations of files, of folders, and patterns in their last part
 * @param output the folder for the outputs; when empty each goes beside its input
 * @param each what holds for every conversion: formats, options, engine, and whether an output may
 *     be replaced; its input and output are not looked at
 * @param jobs inputs converted at a time, 1 or more
 * @param recursive whether folders and patterns mean the folders below them too
 * @param failFast whether no input is started once one failed
 * @param resume whether inputs that an earlier run converted are left out, if neither they nor
 *     their outputs changed since; outputs of that run may be replaced
 * @param skipExisting whether an input whose output is there is left out instead of failing
 */
public record BulkRequest(
    List<String> inputs,
    Optional<String> output,
    ConversionRequest each,
    int jobs,
    boolean recursive,
    boolean failFast,
    boolean resume,
    boolean skipExisting) {

  /**
   * Takes a copy.
   *
   * @throws IllegalArgumentException without inputs, or with fewer jobs than 1
   */
  public BulkRequest {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("there must be an input");
    }
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be 1 or more, got " + jobs);
    }
  }

  /** A request with every choice left open, for one conversion at a time. */
  public static BulkRequest of(List<String> inputs) {
    return new BulkRequest(
        inputs, Optional.empty(), ConversionRequest.of(""), 1, false, false, false, false);
  }

  /** A request with every choice left open, for one conversion at a time. */
  public static BulkRequest of(String... inputs) {
    return of(List.of(inputs));
  }

  /** With a folder for the outputs. */
  public BulkRequest withOutput(String folder) {
    return new BulkRequest(
        inputs, Optional.of(folder), each, jobs, recursive, failFast, resume, skipExisting);
  }

  /** With other choices for every conversion, such as formats and options. */
  public BulkRequest withEach(UnaryOperator<ConversionRequest> change) {
    return new BulkRequest(
        inputs, output, change.apply(each), jobs, recursive, failFast, resume, skipExisting);
  }

  /** With so many conversions at a time. */
  public BulkRequest withJobs(int count) {
    return new BulkRequest(inputs, output, each, count, recursive, failFast, resume, skipExisting);
  }

  /** With the folders below the inputs, or without. */
  public BulkRequest withRecursive(boolean value) {
    return new BulkRequest(inputs, output, each, jobs, value, failFast, resume, skipExisting);
  }

  /** With an end at the first failure, or without. */
  public BulkRequest withFailFast(boolean value) {
    return new BulkRequest(inputs, output, each, jobs, recursive, value, resume, skipExisting);
  }

  /** Without the inputs that need not be converted again, or with them. */
  public BulkRequest withResume(boolean value) {
    return new BulkRequest(inputs, output, each, jobs, recursive, failFast, value, skipExisting);
  }

  /** With leave to pass over inputs whose output is there, or without. */
  public BulkRequest withSkipExisting(boolean value) {
    return new BulkRequest(inputs, output, each, jobs, recursive, failFast, resume, value);
  }

  /** The conversion of one of its inputs. */
  public ConversionRequest conversion(Arrangement.Job job) {
    return new ConversionRequest(
        job.input(),
        job.output(),
        each.inputFormat(),
        each.outputFormat(),
        each.force(),
        each.engine(),
        each.options());
  }
}
