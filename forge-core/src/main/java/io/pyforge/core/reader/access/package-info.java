/**
 * Databases of Microsoft Access, from Jet 3 to ACE 17, read through Jackcess. {@link
 * io.pyforge.core.reader.access.AccessReader} opens one; its tables leave one after the other, row
 * by row, and {@code _schema.json} tells of keys, indexes and relationships.
 */
@NullMarked
package io.pyforge.core.reader.access;

import org.jspecify.annotations.NullMarked;
