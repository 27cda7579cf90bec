import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/**
 * Files of Unity Catalog volumes, from a laptop, a CI job or a cluster. A location that starts with
 * {@code /Volumes/} goes wherever a path does; signing in is the environment's matter: {@code
 * DATABRICKS_HOST} and {@code DATABRICKS_TOKEN}, a profile of {@code ~/.databrickscfg}, or what a
 * cluster gives its notebooks.
 */
public class VolumeOperations {
  private static final String RAW = "/Volumes/main/raw/in";
  private static final String SILVER = "/Volumes/main/silver/out";

  public static void main(String[] args) {
    try (Forge forge = Forge.create()) {
      forge.extensions().forEach(extension -> System.out.println(extension.line()));

      // What is there: the files of a folder, or those that a pattern matches.
      for (String file : forge.expand(RAW + "/*.xlsx")) {
        System.out.println(file + ": " + forge.info(file).tables().size() + " tables");
      }

      // From a volume to a volume, to this machine, and from here.
      forge.convert(RAW + "/sales.xlsx", SILVER + "/sales.parquet");
      forge.convert(SILVER + "/sales.parquet", "sales.csv");
      forge.convert("sales.csv", SILVER + "/sales-again.parquet");

      // A profile of ~/.databrickscfg by its name, and a check of every byte that was written.
      forge.convert(
          ConversionRequest.of(RAW + "/sales.xlsx")
              .withOutput(SILVER + "/sales.parquet")
              .withOption("profile", "staging")
              .withOption("verify", "true")
              .withForce(true));
    } catch (ForgeException failure) {
      // ACCESS: who may do it; NOT_FOUND: which part of the location is wrong; REMOTE: try later.
      System.err.println(failure.problem() + "\n  try: " + failure.remedy());
      if (failure.kind() == ErrorKind.INTERNAL) {
        throw failure;
      }
    }
  }
}
