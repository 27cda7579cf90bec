import io.pyforge.core.Forge;
import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of a JAR task of one's own on serverless compute. There is no SparkContext, no
 * Hadoop and no mounted volume there; none is needed, because files move over the Files API and are
 * converted in the driver's JVM.
 *
 * <p>The parameters of the task are a folder or pattern to read and a folder to write. The process is
 * the driver's: a task fails by an exception and never by {@code System.exit}.
 */
public class Serverless {
  public static void main(String[] args) {
    BulkResult result;
    try (Forge forge = Forge.create()) {
      System.out.println("running on " + forge.environment().get("platform"));
      result = forge.convertAll(BulkRequest.of(args[0]).withOutput(args[1]).withJobs(4));
    }
    List<String> failures = new ArrayList<>();
    for (ConversionOutcome outcome : result.outcomes()) {
      if (outcome instanceof ConversionOutcome.Converted converted) {
        System.out.println(outcome.input() + ": " + converted.result().rowCount() + " rows");
      } else if (outcome instanceof ConversionOutcome.Failed failed) {
        failures.add(failed.failure().problem());
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.size() + " failed: " + String.join("; ", failures));
    }
  }
}
