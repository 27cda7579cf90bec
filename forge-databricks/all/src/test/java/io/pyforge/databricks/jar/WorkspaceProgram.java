package io.pyforge.databricks.jar;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.files.DirectoryEntry;
import com.databricks.sdk.service.iam.MeRequest;

/** Asks a workspace two things through the SDK and prints the answers. */
final class WorkspaceProgram {
  private WorkspaceProgram() {}

  /**
   * @param arguments the address of the workspace
   */
  public static void main(String[] arguments) {
    DatabricksConfig config =
        new DatabricksConfig().setHost(arguments[0]).setToken("dapi-for-a-test").setAuthType("pat");
    WorkspaceClient client = new WorkspaceClient(config);
    System.out.println("user " + client.currentUser().me(new MeRequest()).getUserName());
    for (DirectoryEntry entry : client.files().listDirectoryContents("/Volumes/main/raw/in")) {
      System.out.println("file " + entry.getName() + " " + entry.getFileSize());
    }
  }
}
