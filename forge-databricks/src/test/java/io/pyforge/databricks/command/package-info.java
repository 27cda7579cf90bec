@org.jspecify.annotations.NullMarked
package io.pyforge.databricks.command;
