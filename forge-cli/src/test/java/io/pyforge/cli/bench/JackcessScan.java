package io.pyforge.cli.bench;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.DateTimeType;
import com.healthmarketscience.jackcess.Row;
import com.healthmarketscience.jackcess.Table;
import java.io.File;

/** The yardstick for Access: Jackcess goes over all rows of all tables once. */
final class JackcessScan {
  private JackcessScan() {}

  /** Argument: the database. Prints how many values there are. */
  public static void main(String[] arguments) throws Exception {
    long values = 0;
    try (Database database = new DatabaseBuilder(new File(arguments[0])).setReadOnly(true).open()) {
      database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
      for (Table table : database) {
        for (Row row : table) {
          for (Object value : row.values()) {
            values += value == null ? 0 : 1;
          }
        }
      }
    }
    System.out.println(values);
  }
}
