package io.pyforge.databricks.server;

/** The two listeners of a workspace. */
public enum Side {
  /** The workspace itself. */
  WORKSPACE,
  /** The cloud storage its signed addresses lead to. */
  STORAGE
}
