package io.pyforge.databricks.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.files.DirectoryEntry;
import com.databricks.sdk.service.files.DownloadResponse;
import com.databricks.sdk.service.files.UploadRequest;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Delivery.End;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK's own calls for files have none of its defects when they go by our transport. */
@Timeout(60)
class SdkTransportTest {
  private static final String IN = "/Volumes/main/raw/in";

  private TestWorkspace server;
  private HttpTransport transport;
  private WorkspaceClient sdk;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(Settings.usual().withPageSize(2));
    server.makeVolume("main", "raw", "in");
    transport = new HttpTransport("pyforge/test", TestClients.PATIENT);
    SignIn signIn =
        SignIn.of(
            TestClients.choices(server.url(), server.token()), () -> new SdkTransport(transport));
    sdk = new WorkspaceClient(signIn.config());
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    server.close();
  }

  private void upload(String path, String text) {
    sdk.files()
        .upload(
            new UploadRequest()
                .setFilePath(path)
                .setOverwrite(true)
                .setContents(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  @Test
  void oddNamesGoWhereTheyShould() throws IOException {
    for (String name : List.of("sp ace.csv", "h#y.csv", "q?x.csv", "100%25.csv", "br[1].csv")) {
      upload(IN + "/" + name, name);
      assertThat(server.get(IN + "/" + name)).isEqualTo(name.getBytes(UTF_8));
    }
    List<String> names = new ArrayList<>();
    for (DirectoryEntry entry : sdk.files().listDirectoryContents(IN)) {
      names.add(entry.getName());
    }
    assertThat(names).hasSize(5).contains("q?x.csv");
  }

  @Test
  void bytesComeAsTheyAreAndAnEndThatComesEarlyIsNoticed() throws IOException {
    byte[] all = new byte[100_000];
    new java.util.Random(1).nextBytes(all);
    server.put(IN + "/a", all);
    server
        .faults()
        .add(FaultRule.on("GET", "/api/**", Fault.contentType("application/json")).first(1));
    DownloadResponse download = sdk.files().download(IN + "/a");
    try (InputStream in = download.getContents()) {
      assertThat(in.read()).isEqualTo(all[0] & 0xFF);
      assertThat(in.readNBytes(9)).hasSize(9);
      assertThat(in.skip(10)).isEqualTo(10);
      byte[] rest = in.readAllBytes();
      assertThat(rest).hasSize(all.length - 20).endsWith(all[all.length - 1]);
    }
    server.faults().add(FaultRule.on("GET", "/api/**", Fault.cut(End.CLOSED, 50_000)));
    try (InputStream in = sdk.files().download(IN + "/a").getContents()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRefusalIsTheSdksOwn() {
    assertThatThrownBy(() -> sdk.files().getMetadata(IN + "/none")).isInstanceOf(NotFound.class);
  }
}
