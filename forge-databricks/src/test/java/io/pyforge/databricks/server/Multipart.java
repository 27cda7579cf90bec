package io.pyforge.databricks.server;

/** What a workspace offers for files that are too large for one request. */
public enum Multipart {
  /** Nothing: 501. */
  NONE,
  /** Nothing: 404, as a service that has never heard of it. */
  NOT_FOUND,
  /** Parts in any order, told by their ETags (AWS). */
  PARTS,
  /** Parts in any order, without ETags, each answered with 201 (Azure). */
  PARTS_AZURE,
  /** One stream in order, which may be continued (Google Cloud). */
  RESUMABLE
}
