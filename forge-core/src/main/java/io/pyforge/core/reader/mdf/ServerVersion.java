package io.pyforge.core.reader.mdf;

/** The releases of SQL Server by the version of a database's layout. */
enum ServerVersion {
  V7("SQL Server 7.0", 515),
  V2000("SQL Server 2000", 539),
  V2005("SQL Server 2005", 612),
  V2008("SQL Server 2008", 655),
  V2008_R2("SQL Server 2008 R2", 665),
  V2012("SQL Server 2012", 706),
  V2014("SQL Server 2014", 782),
  V2016("SQL Server 2016", 852),
  V2017("SQL Server 2017", 869),
  V2019("SQL Server 2019", 904),
  V2022("SQL Server 2022", 957),
  LATER("a later SQL Server", Integer.MAX_VALUE);

  /** The first version whose catalog is read. */
  static final int FIRST_READABLE = 600;

  /** The last version that this reader was checked with. */
  static final int LAST_VERIFIED = 852;

  /** The first version of SQL Server 2019, which brought collations of UTF-8. */
  static final int FIRST_WITH_UTF8 = 895;

  private final String product;
  private final int last;

  ServerVersion(String product, int last) {
    this.product = product;
    this.last = last;
  }

  /** The release that writes a version. Versions between two are those of previews. */
  static ServerVersion of(int version) {
    for (ServerVersion one : values()) {
      if (version <= one.last) {
        return one;
      }
    }
    return LATER;
  }

  String product() {
    return product;
  }
}
