/**
 * SQL Server primary data files. Pages enter; rows of the user's tables leave. {@link
 * io.pyforge.core.reader.mdf.MdfReader} opens a file: a {@code CatalogReader} follows the system
 * tables to the user's, and {@code MdfPieces} cuts the pages of each table into pieces that are
 * decoded column by column.
 */
@NullMarked
package io.pyforge.core.reader.mdf;

import org.jspecify.annotations.NullMarked;
