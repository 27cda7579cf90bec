package io.pyforge.databricks.jar;

import io.pyforge.databricks.task.Main;
import io.pyforge.spi.error.ForgeException;

/** A driver that runs one task after another, as a job on a cluster that stays does. */
final class TasksProgram {
  private TasksProgram() {}

  /**
   * @param arguments the words of all tasks, with a lone semicolon between two tasks
   */
  public static void main(String[] arguments) {
    for (String task : String.join("\n", arguments).split("\n;\n")) {
      try {
        Main.main(task.split("\n"));
        System.out.println("TASK DONE");
      } catch (ForgeException e) {
        System.out.println("TASK FAILED " + e.kind() + " " + e.getMessage());
      }
    }
    System.out.println("DRIVER STILL THERE");
  }
}
