package io.pyforge.databricks.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.service.catalog.CreateVolumeRequestContent;
import com.databricks.sdk.service.catalog.VolumeInfo;
import com.databricks.sdk.service.catalog.VolumeType;
import com.databricks.sdk.service.files.CreateDirectoryRequest;
import com.databricks.sdk.service.files.DirectoryEntry;
import com.databricks.sdk.service.files.UploadRequest;
import com.databricks.sdk.service.iam.MeRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SDK, where it has no defects, finds all it expects of a workspace, signed in by OAuth. */
class SdkContractTest {
  private static final String IN = "/Volumes/main/raw/in";

  private TestWorkspace workspace;
  private WorkspaceClient sdk;

  @BeforeEach
  void start() throws IOException {
    Settings settings = Settings.usual().withPageSize(2);
    workspace = TestWorkspace.start(settings);
    workspace.makeVolume("main", "raw", "in");
    sdk =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(workspace.url())
                .setClientId(settings.clientId())
                .setClientSecret(settings.clientSecret())
                .setAuthType("oauth-m2m")
                .setHttpTimeoutSeconds(5));
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private void upload(String path, String text) {
    sdk.files()
        .upload(
            new UploadRequest()
                .setFilePath(path)
                .setContents(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  @Test
  void filesAndFoldersAndVolumesAreWhatTheSdkTakesThemFor() throws IOException {
    assertThat(sdk.currentUser().me(new MeRequest()).getUserName()).isEqualTo("tester@example.com");
    sdk.files().createDirectory(new CreateDirectoryRequest().setDirectoryPath(IN + "/a/b"));
    sdk.files().getDirectoryMetadata(IN + "/a");
    for (String name : List.of("one", "two", "three")) {
      upload(IN + "/a/" + name, name);
    }
    List<String> entries = new ArrayList<>();
    for (DirectoryEntry entry : sdk.files().listDirectoryContents(IN + "/a")) {
      entries.add(entry.getName() + " " + entry.getIsDirectory() + " " + entry.getFileSize());
      assertThat(entry.getPath()).isEqualTo(IN + "/a/" + entry.getName());
      assertThat(entry.getLastModified()).isPositive();
    }
    assertThat(entries)
        .containsExactly("b true null", "one false 3", "three false 5", "two false 3");
    assertThat(sdk.files().getMetadata(IN + "/a/three").getContentLength()).isEqualTo(5);
    assertThat(sdk.files().download(IN + "/a/three").getContents()).hasContent("three");
    sdk.files().delete(IN + "/a/one");
    sdk.files().deleteDirectory(IN + "/a/b");
    assertThat(workspace.paths()).containsExactly(IN + "/a/three", IN + "/a/two");
    VolumeInfo made =
        sdk.volumes()
            .create(
                new CreateVolumeRequestContent()
                    .setCatalogName("main")
                    .setSchemaName("raw")
                    .setName("out")
                    .setVolumeType(VolumeType.MANAGED));
    assertThat(made.getFullName()).isEqualTo("main.raw.out");
    assertThat(sdk.volumes().read("main.raw.out").getVolumeType()).isEqualTo(VolumeType.MANAGED);
    List<String> volumes = new ArrayList<>();
    sdk.volumes().list("main", "raw").forEach(volume -> volumes.add(volume.getName()));
    assertThat(volumes).containsExactly("in", "out");
    sdk.volumes().delete("main.raw.out");
    assertThat(workspace.exists("/Volumes/main/raw/out")).isFalse();
    assertThat(workspace.requests().of("POST", "/oidc/v1/token")).hasSize(1);
  }

  @Test
  void errorsAreWhatTheSdkTakesThemFor() {
    upload(IN + "/a", "a");
    assertThatThrownBy(() -> upload(IN + "/a", "b")).isInstanceOf(ResourceConflict.class);
    assertThatThrownBy(() -> sdk.files().getMetadata(IN + "/b")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sdk.files().download(IN + "/b"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("does not exist");
    workspace.deny(IN, Access.READ);
    assertThatThrownBy(() -> sdk.files().download(IN + "/a"))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("READ VOLUME");
    assertThatThrownBy(() -> sdk.volumes().read("main.raw.none"))
        .isInstanceOf(NotFound.class)
        .satisfies(
            e ->
                assertThat(((DatabricksError) e).getErrorCode())
                    .isEqualTo("VOLUME_DOES_NOT_EXIST"));
  }
}
