package io.pyforge.core.reader.mdf.testing;

/**
 * A value that is written outside of its row.
 *
 * @param bytes null for a pointer to a value that is null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outside(byte[] bytes, Form form) {
  /** How the value is reached. */
  public enum Form {
    /** A pointer of 16 bytes to a record that holds up to 64 bytes. */
    SMALL_ROOT,
    /** A pointer of 16 bytes to a root whose links lead to the parts. */
    ROOT,
    /** The same as databases have it that come from SQL Server 2000. */
    ROOT_OF_2000,
    /** A root whose links lead to nodes whose links lead to the parts. */
    TREE,
    /** The links are in the row. */
    INLINE_ROOT,
    /** One link in the row. */
    OVERFLOW,
    /** A pointer of 16 bytes to a root that says that there is no value. */
    NULL_ROOT,
    /** The bytes are the pointer. */
    AS_IT_IS
  }
}
