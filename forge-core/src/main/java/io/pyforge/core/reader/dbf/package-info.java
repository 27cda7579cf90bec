/**
 * dBASE tables, from dBASE II to dBASE 7, FoxPro and Visual FoxPro. {@link
 * io.pyforge.core.reader.dbf.DbfReader} opens one; its header says which bytes of each record are
 * which column, and a reader for each column takes them out of blocks of whole records.
 */
@NullMarked
package io.pyforge.core.reader.dbf;

import org.jspecify.annotations.NullMarked;
