/**
 * The way to a workspace: who asks ({@link io.pyforge.databricks.client.SignIn}), how requests go
 * out and are repeated, and the calls for files ({@link io.pyforge.databricks.client.FilesApi}).
 * Paths enter, bytes and entries leave; every failure is one written for the user. Start reading at
 * {@link io.pyforge.databricks.client.Workspace}.
 */
@NullMarked
package io.pyforge.databricks.client;

import org.jspecify.annotations.NullMarked;
