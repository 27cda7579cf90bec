package io.pyforge.databricks.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.UserAgent;
import com.databricks.sdk.service.files.DownloadResponse;
import com.databricks.sdk.service.files.UploadRequest;
import io.pyforge.databricks.server.http.Delivery.End;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The SDK by itself, with its own HTTP client, loses data without a word: the reasons why this
 * module brings a transport of its own.
 *
 * <p>This is the test that must fail before the SDK's version moves. A failure is good news: a
 * defect is gone in the version that was put in. Then take its case out of here, see what of our
 * transport is no longer needed, and only then name the new version below.
 */
class SdkDefectsTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final byte[] BYTES = bytes();

  private TestWorkspace workspace;
  private WorkspaceClient sdk;

  private static byte[] bytes() {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(2));
    workspace.makeVolume("main", "raw", "in");
    sdk =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(workspace.url())
                .setToken(workspace.token())
                .setAuthType("pat")
                .setHttpTimeoutSeconds(5));
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  @Test
  void thisIsAboutOneVersion() {
    assertThat(UserAgent.asString()).contains("databricks-sdk-java/0.141.0 ");
  }

  @Test
  void whatGoesRightGoesRight() throws IOException {
    upload(IN + "/a.bin", false);
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(BYTES);
    assertThat(download(IN + "/a.bin")).isEqualTo(BYTES);
    assertThat(sdk.files().getMetadata(IN + "/a.bin").getContentLength()).isEqualTo(100_000L);
  }

  private void upload(String path, boolean overwrite) {
    UploadRequest request =
        new UploadRequest().setFilePath(path).setContents(new ByteArrayInputStream(BYTES));
    sdk.files().upload(overwrite ? request.setOverwrite(true) : request);
  }

  private byte[] download(String path) throws IOException {
    DownloadResponse response = sdk.files().download(path);
    try (InputStream contents = response.getContents()) {
      return contents.readAllBytes();
    }
  }

  @Test
  void anUploadThatIsRepeatedStoresNothingAndReportsSuccess() throws IOException {
    workspace
        .faults()
        .add(FaultRule.on("PUT", "**", Fault.status(503).withHeader("Retry-After", "0")).first(1));
    upload(IN + "/a.bin", false);
    assertThat(workspace.get(IN + "/a.bin")).isEmpty();
    assertThat(workspace.requests().of("PUT", "/api/2.0/fs/files"))
        .extracting(RecordedRequest::bodyBytes, RecordedRequest::status)
        .containsExactly(tuple(100_000L, 503), tuple(0L, 204));
  }

  @Test
  void aDownloadThatIsCutLooksComplete() throws IOException {
    workspace.put(IN + "/a.bin", BYTES);
    workspace.faults().add(FaultRule.on("GET", "/api/2.0/fs/**", Fault.cut(End.CLOSED, 30_000)));
    assertThat(download(IN + "/a.bin")).isEqualTo(Arrays.copyOf(BYTES, 30_000));
  }

  @Test
  void aNameWithAHashLosesItsEndAndTheFlagToOverwrite() throws IOException {
    upload(IN + "/h#y.csv", true);
    assertThat(workspace.paths()).containsExactly(IN + "/h");
    assertThat(workspace.get(IN + "/h")).isEqualTo(BYTES);
    List<RecordedRequest> puts = workspace.requests().of("PUT", "/api/2.0/fs/files");
    assertThat(puts).extracting(RecordedRequest::rawQuery).containsExactly("");
  }

  @Test
  void aListingOfAFolderWithASpaceEndsAtItsFirstPage() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      workspace.put(IN + "/my dir/" + name, name.getBytes(UTF_8));
    }
    List<String> names = new ArrayList<>();
    assertThatThrownBy(
            () ->
                sdk.files()
                    .listDirectoryContents(IN + "/my dir")
                    .forEach(entry -> names.add(entry.getName())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("my dir");
    assertThat(names).containsExactly("a", "b");
  }
}
