package io.pyforge.databricks.server;

import java.time.Instant;

/**
 * One version of a file.
 *
 * @param blob its bytes
 * @param etag in quotes, another one for every version
 * @param lastModified whole seconds show in headers
 */
record StoredFile(Blob blob, String etag, Instant lastModified) {}
