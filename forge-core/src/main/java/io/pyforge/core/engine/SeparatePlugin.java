package io.pyforge.core.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/** What is known here of a plug-in that is installed by itself: enough to tell who needs it. */
public final class SeparatePlugin {
  private static final String DATABRICKS = "databricks";
  private static final Pattern VOLUME = Pattern.compile("/Volumes/|dbfs:|volume:");

  private static final String INSTALLING =
      " the Databricks plug-in: put its folder into plugins/databricks of the installation, or into"
          + " ~/.pyforge/plugins/databricks";

  private SeparatePlugin() {}

  /** What to install for a location, if a plug-in serves those of its kind. */
  static Optional<String> forLocation(String location) {
    return VOLUME.matcher(location).lookingAt()
        ? Optional.of("files in volumes of Databricks need" + INSTALLING)
        : Optional.empty();
  }

  /** What to install for a command, if a plug-in brings it. */
  public static Optional<String> forCommand(String command) {
    return command.equals(DATABRICKS)
        ? Optional.of("the command " + command + " needs" + INSTALLING)
        : Optional.empty();
  }
}
