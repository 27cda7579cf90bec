package io.pyforge.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.report.FormatEntry;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class PartOptionsTest {
  private static final FormatEntry CSV =
      new FormatEntry(
          "csv",
          true,
          true,
          List.of("csv"),
          "Delimited text",
          "core",
          List.of(
              CommonOptions.TYPES,
              OptionSpec.choice(
                  "header", "auto", List.of("auto", "true", "false"), "First row has names."),
              OptionSpec.flag("trim", "Cut blanks 100% off.")),
          List.of(OptionSpec.text("quote", "\"", "Quote of the output.")));
  private static final FormatEntry JSON =
      new FormatEntry(
          "json", true, false, List.of(), "JSON", "core", List.of(CommonOptions.TYPES), List.of());
  private static final FormatEntry PARQUET =
      new FormatEntry(
          "parquet",
          false,
          true,
          List.of("parquet"),
          "Parquet",
          "core",
          List.of(),
          List.of(CommonOptions.COMPRESSION));

  @Test
  void nothingGivenSetsNothing() {
    assertThat(parse(true)).isEmpty();
  }

  @Test
  void valuesAreHandedOnAsGiven() {
    assertThat(parse(true, "--types", "string", "-c", "zstd", "--quote='"))
        .isEqualTo(Map.of("types", "string", "compression", "zstd", "quote", "'"));
  }

  @Test
  void switchesCanBeNegated() {
    assertThat(parse(true, "--trim")).isEqualTo(Map.of("trim", "true"));
    assertThat(parse(true, "--no-trim")).isEqualTo(Map.of("trim", "false"));
  }

  @Test
  void threeWaySwitchStandsAloneOrWithAValue() {
    assertThat(parse(true, "--header", "in.csv")).isEqualTo(Map.of("header", "true"));
    assertThat(parse(true, "--header", "false")).isEqualTo(Map.of("header", "false"));
    assertThat(parse(true, "--header=auto")).isEqualTo(Map.of("header", "auto"));
    assertThat(parse(true, "--no-header")).isEqualTo(Map.of("header", "false"));
    assertThatThrownBy(() -> parse(true, "--header=maybe"))
        .hasMessageContaining("use one of auto, true, false");
  }

  @Test
  void readersAloneDoNotOfferTheOptionsOfWriters() {
    assertThat(parse(false, "--types=string")).isEqualTo(Map.of("types", "string"));
    assertThatThrownBy(() -> parse(false, "--compression=zstd"))
        .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
  }

  @Test
  void optionOfTheCommandItselfIsKept() {
    CommandSpec command = command();
    command.addOption(CommandLine.Model.OptionSpec.builder("--types").type(String.class).build());
    new PartOptions().offer(command, List.of(CSV), List.of(), List.of(), true, List.of());
    assertThat(command.findOption("--types").description()).isEmpty();
  }

  @Test
  void helpGroupsOptionsUnderTheirTakers() {
    CommandSpec command = command();
    new PartOptions()
        .offer(
            command,
            List.of(CSV, JSON, PARQUET),
            List.of(OptionSpec.text("profile", null, "Profile.")),
            List.of(OptionSpec.text("region", null, "Region.")),
            true,
            List.of());
    assertThat(new CommandLine(command).getUsageMessage(CommandLine.Help.Ansi.OFF).lines())
        .containsSubsequence(
            "Options for reading csv, json:",
            "Options for reading csv:",
            "Options for writing csv:",
            "Options for writing parquet:",
            "Options for any format:",
            "Options for files in other places than this machine:")
        .anySatisfy(line -> assertThat(line).contains("100% off"));
  }

  private static CommandSpec command() {
    return CommandSpec.create()
        .addPositional(
            PositionalParamSpec.builder().type(List.class).auxiliaryTypes(String.class).build());
  }

  private static Map<String, String> parse(boolean writing, String... arguments) {
    CommandSpec command = command();
    PartOptions parts = new PartOptions();
    parts.offer(
        command, List.of(CSV, JSON, PARQUET), List.of(), List.of(), writing, List.of(arguments));
    new CommandLine(command).parseArgs(arguments);
    return parts.applyTo(ConversionRequest.of("in.csv")).options().asMap();
  }
}
