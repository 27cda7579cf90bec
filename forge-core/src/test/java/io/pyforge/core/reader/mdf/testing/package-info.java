/** Writes data files as SQL Server does, page by page, for tests and samples. */
package io.pyforge.core.reader.mdf.testing;
