import io.pyforge.core.Forge;
import io.pyforge.core.report.FileReport;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;

/**
 * Looks at a file, converts it, and tells what became of it.
 *
 * <pre>{@code
 * java -cp pyforge-databricks-<version>-all.jar BasicConversion.java sales.csv sales.parquet
 * }</pre>
 */
public class BasicConversion {
  public static void main(String[] args) {
    String input = args[0];
    String output = args[1];
    try (Forge forge = Forge.create()) {
      FileReport report = forge.info(input);
      System.out.println(report.format() + ", " + report.sizeBytes() + " bytes");
      for (TableInfo table : report.tables()) {
        System.out.println(table.name() + ": " + table.schema().fields().size() + " columns");
      }

      // Everything open: the suffix of the output tells the format.
      ConversionResult result = forge.convert(input, output);
      for (TableOutput table : result.outputs()) {
        System.out.println(table.path() + ": " + table.rowCount() + " rows");
      }
      for (Notice notice : result.notices()) {
        System.out.println("note: " + notice.message());
      }

      // With choices: every option of the command line is an option of a request.
      ConversionRequest asText =
          ConversionRequest.of(input)
              .withOutput(output)
              .withOption("types", "string")
              .withForce(true);
      System.out.println(forge.convert(asText).rowCount() + " rows again, all of them text");

      // A failure says what happened and what to do; its kind and code are stable.
      try {
        forge.convert(input, output);
      } catch (ForgeException refused) {
        System.out.println(refused.kind() + " " + refused.code() + ": try " + refused.remedy());
      }
    }
  }
}
