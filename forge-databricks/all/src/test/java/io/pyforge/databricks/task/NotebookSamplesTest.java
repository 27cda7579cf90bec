package io.pyforge.databricks.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.core.utils.SerDeUtils;
import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.Task;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pyforge.core.Forge;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notebooks and jobs in {@code samples/notebooks} name things that are there. */
class NotebookSamplesTest {
  private static final Path NOTEBOOKS = Path.of("..", "..", "samples", "notebooks");

  /** A field that the service does not know would be lost on the way through the SDK's types. */
  @ParameterizedTest
  @ValueSource(strings = {"job-classic.json", "job-serverless.json"})
  void jobIsWhatTheServiceTakes(String name) throws Exception {
    String text = Files.readString(NOTEBOOKS.resolve(name));
    ObjectMapper json = SerDeUtils.createMapper();
    CreateJob job = json.readValue(text, CreateJob.class);
    assertThat(json.readTree(json.writeValueAsString(job))).isEqualTo(json.readTree(text));
    for (Task task : job.getTasks()) {
      assertThat(task.getSparkJarTask().getMainClassName()).isEqualTo(Main.class.getName());
      assertThat(task.getSparkJarTask().getParameters()).startsWith("convert");
    }
  }

  @Test
  void scalaNotebookCallsMethodsThatAreThere() throws IOException {
    String text = Files.readString(NOTEBOOKS.resolve("convert-with-the-jar.scala"));
    assertThat(text)
        .startsWith("// Databricks notebook source\n")
        .contains("// COMMAND ----------");
    Set<String> called = new TreeSet<>();
    Matcher calls = Pattern.compile("\\bforge\\.(\\w+)").matcher(text);
    while (calls.find()) {
      called.add(calls.group(1));
    }
    Set<String> there =
        Arrays.stream(Forge.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
    assertThat(called)
        .contains("convert", "info", "validate", "environment", "convertAll")
        .isSubsetOf(there);
  }
}
