import io.pyforge.core.Forge;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
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
    String from = args[0];
    String to = args[1];
    List<String> failures = new ArrayList<>();
    try (Forge forge = Forge.create()) {
      System.out.println("running on " + forge.environment().get("platform"));
      for (String input : forge.expand(from)) {
        String name = input.substring(Math.max(input.lastIndexOf('/'), input.lastIndexOf('\\')) + 1);
        try {
          ConversionResult result = forge.convert(input, to + "/" + name + ".parquet");
          System.out.println(input + ": " + result.rowCount() + " rows");
        } catch (ForgeException failure) {
          failures.add(failure.problem());
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(failures.size() + " failed: " + String.join("; ", failures));
    }
  }
}
