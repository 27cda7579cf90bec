/**
 * A small HTTP/1.1 server for tests that may break its own answers: close early, reset, stall, lie
 * about lengths. Start with {@link io.pyforge.databricks.server.http.HttpListener}.
 */
@NullMarked
package io.pyforge.databricks.server.http;

import org.jspecify.annotations.NullMarked;
