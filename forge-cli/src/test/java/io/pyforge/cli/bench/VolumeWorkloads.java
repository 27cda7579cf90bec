package io.pyforge.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.BenchmarkData.Kind;
import io.pyforge.databricks.server.TestWorkspaceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A conversion from volume to volume beside the same one of local files: what reading and storing
 * through the service's calls cost, with a workspace on this machine that takes no time itself.
 */
final class VolumeWorkloads {
  private static final String VOLUME = "/Volumes/main/default/files/";

  private final Stage stage;
  private final long rows;

  /** With a CSV of so many rows. */
  VolumeWorkloads(Stage stage, long rows) {
    this.stage = stage;
    this.rows = rows;
  }

  List<Measured> measure() throws IOException, InterruptedException {
    Path csv = BenchmarkData.file(stage.data(), Kind.TAXI, rows);
    String workload =
        "mixed CSV, " + Stage.size(Files.size(csv)) + ", volume to volume, against local files";
    Stage.say(workload);
    List<String> command =
        List.of(
            Stage.java(),
            "-cp",
            System.getProperty("java.class.path"),
            TestWorkspaceProcess.class.getName(),
            "--put",
            VOLUME + "in.csv=" + csv);
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      Map<String, String> places = places(String.valueOf(said.readLine()));
      MeasuredCommand ours =
          Stage.with(
              Stage.with(
                  stage.pyforge(VOLUME + "in.csv", "-o", VOLUME + "out.parquet", "--force"),
                  "DATABRICKS_HOST",
                  places.getOrDefault("url", "")),
              "DATABRICKS_TOKEN",
              places.getOrDefault("token", ""));
      Path local = stage.data().resolve("ours.parquet");
      Pairs runs =
          stage.run(
              stage.pairs(), ours, stage.pyforge(csv.toString(), "-o", local.toString()), local);
      Files.deleteIfExists(local);
      List<Measured> results = new ArrayList<>();
      results.add(
          new Measured(
              workload + ": wall time",
              runs.ratio(Measurement::wallSeconds),
              "",
              2.0,
              1.3,
              Stage.seconds(runs) + Stage.cpu(runs)));
      return results;
    } finally {
      server.getOutputStream().close(); // it ends with its standard input
      server.waitFor();
    }
  }

  private static Map<String, String> places(String line) throws IOException {
    Map<String, String> places = new TreeMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
          places.put(json.currentName(), json.getText());
        }
      }
    }
    return places;
  }
}
