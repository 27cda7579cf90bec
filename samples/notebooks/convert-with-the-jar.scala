// Databricks notebook source
// MAGIC %md
// MAGIC # Convert files of a volume from a Scala notebook
// MAGIC
// MAGIC Attach `pyforge-databricks-<version>-all.jar` to a cluster with Databricks Runtime 16.4 LTS or later (its JVM is 17;
// MAGIC earlier ones have 8), then run the cells. Files move over the Files API with the notebook's own sign-in, so that
// MAGIC nothing has to be copied to the driver first.

// COMMAND ----------

import io.pyforge.core.Forge
import io.pyforge.core.bulk.BulkRequest
import io.pyforge.spi.engine.ConversionRequest
import scala.jdk.CollectionConverters._

val forge = Forge.create()

// COMMAND ----------

// MAGIC %md ## What PyForge sees: where it runs, and whether the extension for volumes is there

// COMMAND ----------

forge.environment.asScala.foreach { case (name, value) => println(s"$name: $value") }
forge.extensions.asScala.foreach(extension => println(extension.line))

// COMMAND ----------

// MAGIC %md ## One file
// MAGIC The output's suffix tells the format. An output that is there is not replaced unless the request says so.

// COMMAND ----------

val result = forge.convert("/Volumes/main/raw/in/data.xlsx", "/Volumes/main/silver/out/data.parquet")
println(s"${result.rowCount} rows in ${result.outputs.size} tables, ${result.duration.toMillis} ms")
result.notices.asScala.foreach(notice => println(s"${notice.code}: ${notice.message}"))

// COMMAND ----------

display(spark.read.parquet("/Volumes/main/silver/out/data.parquet"))

// COMMAND ----------

// MAGIC %md ## With choices
// MAGIC Every option of the command line is an option of a request, by the same name.

// COMMAND ----------

val request = ConversionRequest
  .of("/Volumes/main/raw/in/prices.csv")
  .withOutput("/Volumes/main/silver/out/prices.parquet")
  .withOption("delimiter", ";")
  .withOption("compression", "zstd")
  .withForce(true)
forge.convert(request)

// COMMAND ----------

// MAGIC %md ## What is in a file, without converting it

// COMMAND ----------

val report = forge.info("/Volumes/main/raw/in/data.xlsx")
println(s"${report.format}, ${report.sizeBytes} bytes")
report.tables.asScala.foreach(table => println(s"${table.name}: ${table.schema.fields.size} columns"))

val validation = forge.validate("/Volumes/main/raw/in/data.xlsx")
validation.problems.asScala.foreach(problem => println(s"${problem.severity} ${problem.message}"))

// COMMAND ----------

// MAGIC %md ## Many files
// MAGIC Four at a time, one outcome each: a file that fails stops no other. `withResume(true)` leaves out what an earlier run converted.

// COMMAND ----------

val bulk = forge.convertAll(
  BulkRequest.of("/Volumes/main/raw/in/*.csv").withOutput("/Volumes/main/silver/out").withJobs(4))
println(s"${bulk.converted} converted, ${bulk.skipped} skipped, ${bulk.failures.size} failed; ${bulk.rowCount} rows")
bulk.failures.asScala.foreach(failure => println(failure.input))

// COMMAND ----------

// At the end: removes temporary files and closes the connections.
forge.close()
