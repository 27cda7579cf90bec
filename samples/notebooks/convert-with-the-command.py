# Databricks notebook source
# MAGIC %md
# MAGIC # Convert files of a volume with the command line
# MAGIC
# MAGIC The distribution of PyForge, unpacked in a volume or a workspace folder, and a JDK of 17 or later; Databricks Runtime
# MAGIC 16.4 LTS and later have one. The command runs as a process of its own, so that it works on every kind of compute that
# MAGIC allows one, and nothing is attached to the cluster.

# COMMAND ----------

import json
import subprocess

PYFORGE = "/Volumes/main/tools/pyforge/bin/pyforge"
INPUT_FOLDER = "/Volumes/main/raw/in"
OUTPUT_FOLDER = "/Volumes/main/silver/out"

# COMMAND ----------

# MAGIC %md ## A function for every command
# MAGIC With `--json` the command prints one document on standard output, and nothing else goes there; what people read goes to
# MAGIC standard error. The status tells the kind of a failure.

# COMMAND ----------


class PyForgeFailure(Exception):
    """A command that failed; `status` is its exit status, `document` what it printed."""

    def __init__(self, status, document, text):
        error = document.get("error", {})
        super().__init__(" / ".join(filter(None, [error.get("problem", text), error.get("remedy")])))
        self.status = status
        self.document = document


def pyforge(*words):
    """Runs a command with --json and returns its document."""
    # A volume is mounted without the permission to execute, so the shell reads the script.
    done = subprocess.run(["bash", PYFORGE, *words, "--json"], capture_output=True, text=True)
    document = json.loads(done.stdout) if done.stdout.strip() else {}
    if done.returncode != 0:
        raise PyForgeFailure(done.returncode, document, done.stderr.strip())
    return document


# COMMAND ----------

# MAGIC %md ## One file

# COMMAND ----------

result = pyforge("convert", f"{INPUT_FOLDER}/sales.csv", f"{OUTPUT_FOLDER}/sales.parquet", "--force")
print(result["row_count"], "rows in", result["duration_seconds"], "s")
for column in result["outputs"][0]["columns"]:
    print(column["name"], column["type"])

# COMMAND ----------

# MAGIC %md ## What is in a file, without converting it

# COMMAND ----------

for table in pyforge("info", f"{INPUT_FOLDER}/sales.csv")["tables"]:
    print(table["table"], [column["name"] for column in table["columns"]])

# COMMAND ----------

# MAGIC %md ## Many files
# MAGIC Status 9 says that some failed and the others are done; the document names each.

# COMMAND ----------

try:
    batch = pyforge("convert", f"{INPUT_FOLDER}/*", "-o", f"{OUTPUT_FOLDER}/", "--force")
except PyForgeFailure as failure:
    if failure.status != 9:
        raise
    batch = failure.document
print(batch["summary"])
for outcome in batch["results"]:
    if not outcome["success"]:
        print(outcome["input_path"], outcome["error"]["problem"])

# COMMAND ----------

# MAGIC %md ## A failure

# COMMAND ----------

try:
    pyforge("convert", f"{INPUT_FOLDER}/no-such-file.csv")
except PyForgeFailure as failure:
    print(failure.status, failure)
