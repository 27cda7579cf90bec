package io.pyforge.core.reader.mdf.testing;

/**
 * A column to be written.
 *
 * @param type the number of its base type
 * @param length in bytes, or -1
 * @param dropped whether it keeps its place in the rows and is no column any more
 * @param computed whether it is a column and has no place in the rows
 * @param variable whether its values are among those of variable length
 */
public record MdfColumn(
    String name,
    int type,
    int length,
    int precision,
    int scale,
    int collation,
    boolean nullable,
    boolean dropped,
    boolean computed,
    boolean variable) {
  /** SQL_Latin1_General_CP1_CI_AS: windows-1252. */
  public static final int LATIN1 = 0x3400d008;

  /** Cyrillic_General_CI_AS: windows-1251. */
  public static final int CYRILLIC = 0xd015;

  /** Japanese_CI_AS: windows-31j. */
  public static final int JAPANESE = 0xd010;

  private static MdfColumn of(String name, int type, int length) {
    return new MdfColumn(name, type, length, 0, 0, 0, true, false, false, isVariable(type));
  }

  public static MdfColumn tinyint(String name) {
    return of(name, 48, 1);
  }

  public static MdfColumn smallint(String name) {
    return of(name, 52, 2);
  }

  public static MdfColumn integer(String name) {
    return of(name, 56, 4);
  }

  public static MdfColumn bigint(String name) {
    return of(name, 127, 8);
  }

  public static MdfColumn bit(String name) {
    return of(name, 104, 1);
  }

  public static MdfColumn real(String name) {
    return of(name, 59, 4);
  }

  public static MdfColumn floating(String name) {
    return of(name, 62, 8);
  }

  public static MdfColumn money(String name) {
    return of(name, 60, 8);
  }

  public static MdfColumn smallmoney(String name) {
    return of(name, 122, 4);
  }

  public static MdfColumn decimal(String name, int precision, int scale) {
    int length = precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    return new MdfColumn(
        name, 106, length, precision, scale, 0, true, false, false, isVariable(106));
  }

  public static MdfColumn date(String name) {
    return of(name, 40, 3);
  }

  public static MdfColumn datetime(String name) {
    return of(name, 61, 8);
  }

  public static MdfColumn smalldatetime(String name) {
    return of(name, 58, 4);
  }

  public static MdfColumn time(String name, int scale) {
    return new MdfColumn(
        name, 41, timeBytes(scale), 0, scale, 0, true, false, false, isVariable(41));
  }

  public static MdfColumn datetime2(String name, int scale) {
    return new MdfColumn(
        name, 42, timeBytes(scale) + 3, 0, scale, 0, true, false, false, isVariable(42));
  }

  public static MdfColumn datetimeoffset(String name, int scale) {
    return new MdfColumn(
        name, 43, timeBytes(scale) + 5, 0, scale, 0, true, false, false, isVariable(43));
  }

  private static int timeBytes(int scale) {
    return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  }

  public static MdfColumn guid(String name) {
    return of(name, 36, 16);
  }

  public static MdfColumn rowversion(String name) {
    return of(name, 189, 8);
  }

  public static MdfColumn character(String name, int length, int collation) {
    return new MdfColumn(name, 175, length, 0, 0, collation, true, false, false, isVariable(175));
  }

  public static MdfColumn varchar(String name, int length, int collation) {
    return new MdfColumn(name, 167, length, 0, 0, collation, true, false, false, isVariable(167));
  }

  public static MdfColumn nchar(String name, int characters) {
    return of(name, 239, 2 * characters);
  }

  /**
   * @param characters -1 for max
   */
  public static MdfColumn nvarchar(String name, int characters) {
    return of(name, 231, characters < 0 ? -1 : 2 * characters);
  }

  public static MdfColumn binary(String name, int length) {
    return of(name, 173, length);
  }

  public static MdfColumn varbinary(String name, int length) {
    return of(name, 165, length);
  }

  public static MdfColumn image(String name) {
    return of(name, 34, 16);
  }

  public static MdfColumn text(String name, int collation) {
    return new MdfColumn(name, 35, 16, 0, 0, collation, true, false, false, isVariable(35));
  }

  public static MdfColumn ntext(String name) {
    return of(name, 99, 16);
  }

  public static MdfColumn variant(String name) {
    return of(name, 98, 8016);
  }

  public static MdfColumn xml(String name) {
    return of(name, 241, -1);
  }

  public static MdfColumn clr(String name) {
    return of(name, 240, -1);
  }

  public static MdfColumn ofType(String name, int type, int length) {
    return of(name, type, length);
  }

  public MdfColumn notNull() {
    return new MdfColumn(
        name, type, length, precision, scale, collation, false, dropped, computed, variable);
  }

  /** The same column after ALTER TABLE ... DROP COLUMN. */
  public MdfColumn asDropped() {
    return new MdfColumn(
        name, type, length, precision, scale, collation, nullable, true, computed, variable);
  }

  /** The same column with values among those of variable length. */
  public MdfColumn asVariable() {
    return new MdfColumn(
        name, type, length, precision, scale, collation, nullable, dropped, computed, true);
  }

  /** The same column with values that are not in the rows. */
  public MdfColumn asComputed() {
    return new MdfColumn(
        name, type, length, precision, scale, collation, nullable, dropped, true, variable);
  }

  private static boolean isVariable(int type) {
    return switch (type) {
      case 34, 35, 98, 99, 165, 167, 231, 240, 241 -> true;
      default -> false;
    };
  }

  boolean isBit() {
    return type == 104;
  }
}
