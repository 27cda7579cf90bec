package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET https://s.test/p/x?sig=a%2Bb&se=1 failed|GET https://s.test/p/x?*** failed",
        "<a href=\"http://127.0.0.1:80/p?X-Amz-Signature=ab\">|<a href=\"http://127.0.0.1:80/p?***\">",
        "Authorization: Bearer abc.def-123|Authorization: Bearer ***",
        "authorization: basic dXNlcjpwdw==|authorization: basic ***",
        "token dapi0123456789abcdef0123 is old|token *** is old",
        "secret dose1234567890ab|secret ***",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.xyz|***",
        "{\"access_token\":\"abc\",\"n\":1}|{\"access_token\":\"***\",\"n\":1}",
        "client_secret=hush&x=1|client_secret=***&x=1",
        "session_token: s-1|session_token: ***",
        "password = hush, then|password = ***, then"
      })
  void secretsAreTakenOut(String text, String shown) {
    assertThat(Redaction.of(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User does not have WRITE VOLUME on Volume 'main.raw.in'.",
        "/Volumes/main/raw/in/what?.csv is not there",
        "https://adb-1.azuredatabricks.net/api/2.0/fs/files",
        "the bearer of news",
        "doses are small"
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @Test
  void whatHoldsSecretsDoesNotShowThem() {
    Call call =
        Call.of("PUT", "https://s.test/p?sig=abc").with("Authorization", "Bearer dapi-secret-1");
    assertThat(call).hasToString("PUT https://s.test/p?***");
    assertThat(TestClients.choices("https://h.test", "dapi-secret-1").toString())
        .isEqualTo("SignInChoices[host=Optional[https://h.test], profile=Optional.empty]");
    assertThat(new PartsApi.Session(PartsApi.Kind.PARTS, "s+/=")).hasToString("Session[PARTS]");
    assertThat(new PartsApi.Address("https://s.test/p?sig=abc", java.util.Map.of()))
        .hasToString("https://s.test/p?***");
    assertThat(new TokenCredentials(java.util.Map.of("Authorization", "Bearer dapi-secret-1")))
        .hasToString("TokenCredentials");
  }
}
