package io.pyforge.databricks.server;

/** What may be forbidden. */
public enum Access {
  /** GET and HEAD. */
  READ,
  /** PUT, DELETE and POST. */
  WRITE
}
