package io.pyforge.spi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgeExtensionTest {
  private final ForgeExtension bare =
      new ForgeExtension() {
        @Override
        public String id() {
          return "bare";
        }

        @Override
        public int spiLevel() {
          return CURRENT_LEVEL;
        }
      };

  @Test
  void anExtensionThatSaysNothingIsAvailableAndBringsNothing() {
    assertThat(bare.availability(new HostEnvironment(Map.of(), Map.of())))
        .isEqualTo(new Availability.Available());
    assertThat(bare.readers()).isEmpty();
    assertThat(bare.writers()).isEmpty();
    assertThat(bare.storages()).isEmpty();
    assertThat(bare.engines()).isEmpty();
    assertThat(bare.commands()).isEmpty();
    assertThat(bare.environmentFacts()).isEmpty();
    assertThat(bare.description() + bare.version()).isEmpty();
  }

  @Test
  void anExtensionThatSaysNothingLeavesRequestsAsTheyAre() {
    ConversionRequest request = ConversionRequest.of("a.csv");
    assertThat(bare.beforeConversion(request)).isSameAs(request);
  }

  @Test
  void aCommandMayBringBuiltInOnesWithItAndKeepsItsOwnList() {
    Map<String, String> builtIns = new java.util.HashMap<>(Map.of("batch", "convert"));
    CommandContribution with = new CommandContribution("cloud", "any object", builtIns);
    builtIns.clear();
    assertThat(with.builtIns()).containsExactly(Map.entry("batch", "convert"));
    assertThat(new CommandContribution("cloud", "any object").builtIns()).isEmpty();
  }

  @Test
  void commonOptionsAreReadableByTheirDefaults() {
    OptionValues none = OptionValues.none();
    for (OptionSpec spec :
        List.of(
            CommonOptions.TYPES,
            CommonOptions.ON_SCHEMA_ERROR,
            CommonOptions.ON_INVALID_TEXT,
            CommonOptions.COMPRESSION,
            CommonOptions.TIME_TYPE)) {
      assertThat(none.choice(spec)).isEqualTo(spec.choices().get(0));
    }
    assertThat(none.flag(CommonOptions.STRICT_TYPES)).isFalse();
    assertThat(none.text(CommonOptions.SCHEMA)).isEmpty();
    assertThat(none.text(CommonOptions.ENCODING)).isEmpty();
    assertThat(none.text(CommonOptions.REJECTS)).isEmpty();
  }
}
