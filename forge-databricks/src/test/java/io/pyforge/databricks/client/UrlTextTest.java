package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.volume.VolumePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '\0',
      value = {
        "a b.csv\ta%20b.csv",
        "h#y?.csv\th%23y%3F.csv",
        "100%.csv\t100%25.csv",
        "%20.csv\t%2520.csv",
        "a+b&c=d;e,f@g:h$.csv\ta+b&c=d;e,f@g:h$.csv",
        "br[1]{2}.csv\tbr%5B1%5D%7B2%7D.csv",
        "q'\"`.csv\tq%27%22%60.csv",
        "über.csv\t%C3%BCber.csv",
        "u\u0308ber.csv\tu%CC%88ber.csv",
        "😀.csv\t%F0%9F%98%80.csv",
        "-._~\t-._~",
        "(*)!<>^|.csv\t%28%2A%29%21%3C%3E%5E%7C.csv"
      })
  void aNameIsEncodedOnce(String name, String encoded) {
    VolumePath path = VolumePath.of("/Volumes/main/raw/in").child(name);
    assertThat(UrlText.path(path)).isEqualTo("/Volumes/main/raw/in/" + encoded);
  }

  @Test
  void everyByteOfAQueryIsEncodedUnlessUnreserved() {
    assertThat(UrlText.queryPart("a/b+c=&?#%ü ~")).isEqualTo("a%2Fb%2Bc%3D%26%3F%23%25%C3%BC%20~");
  }
}
