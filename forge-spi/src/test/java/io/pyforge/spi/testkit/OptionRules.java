package io.pyforge.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.option.OptionSpec;
import java.util.List;

/** What options of any part keep to. */
final class OptionRules {
  private OptionRules() {}

  static void check(List<OptionSpec> options) {
    assertThat(options).extracting(OptionSpec::name).doesNotHaveDuplicates();
    for (OptionSpec option : options) {
      assertThat(option.help())
          .as("help of --%s is a sentence with a capital letter and a full stop", option.name())
          .matches("(?s)\\p{Lu}.*\\.");
    }
  }
}
