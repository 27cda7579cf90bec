package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.xml.XmlConversions.Outcome;
import io.pyforge.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What options make of documents, alone and in pairs. */
class XmlOptionsTest {
  private static final String ORDERS =
      """
      <orders xmlns="http://ex.com/shop" xmlns:n="http://ex.com/note">
        <owner>Ann</owner>
        <order id="1"><n:note lang="en">one</n:note><item>a</item><item>b</item></order>
        <order id="2"><n:note>two</n:note></order>
        <total>2</total>
      </orders>
      """;

  @TempDir private Path folder;
  private XmlConversions xml;

  @BeforeEach
  void conversions() {
    xml = new XmlConversions(folder);
  }

  @Test
  void whatStandsAroundRowsIsRepeatedWhereverItStands() throws IOException {
    assertThat(xml.convert(ORDERS, "namespace-handling", "strip").table())
        .isEqualTo(
            """
            orders_owner|orders_order@id:BIGINT|orders_order_note|orders_order_note@lang|orders_order_item|orders_total:BIGINT
            Ann|1|one|en|a|2
            Ann|1|one|en|b|2
            Ann|2|two|-|-|2""");
  }

  @Test
  void namespacesAreKeptStrippedOrMadePrefixesOverTheWholePath() throws IOException {
    assertThat(xml.convert(ORDERS, "namespace-handling", "preserve").table())
        .startsWith("orders_owner|orders_order@id:BIGINT|orders_order_n:note|");
    assertThat(xml.convert(ORDERS, "namespace-handling", "prefix").table())
        .startsWith(
            "sho_orders_sho_owner|sho_orders_sho_order@id:BIGINT|sho_orders_sho_order_not_note|");
  }

  @Test
  void namesThatAreAlikeWithoutTheirPrefixStayApart() throws IOException {
    String document =
        "<d xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><r><a:v>1</a:v><b:v>x</b:v></r><r><b:v>y</b:v></r></d>";
    assertThat(xml.convert(document, "namespace-handling", "strip").table())
        .isEqualTo("d_r_v:BIGINT|d_r_v_2\n1|x\n-|y");
    assertThat(xml.convert(document, "namespace-handling", "prefix").table())
        .isEqualTo("d_r_a_v:BIGINT|d_r_b_v\n1|x\n-|y");
  }

  @Test
  void namespacesWithTheSameFirstLettersGetDifferentPrefixes() throws IOException {
    String document =
        "<d xmlns:a=\"http://x/shop\" xmlns:b=\"http://y/shops#\"><r><a:v>1</a:v><b:v>2</b:v></r></d>";
    assertThat(xml.convert(document, "namespace-handling", "prefix").table())
        .startsWith("d_r_sho_v:BIGINT|d_r_sho2_v:BIGINT");
  }

  @Test
  void onePrefixForTwoNamespacesIsTwoColumns() throws IOException {
    String document =
        "<d><r><p:v xmlns:p=\"urn:a\">1</p:v></r><r><p:v xmlns:p=\"urn:b\">x</p:v></r></d>";
    assertThat(xml.convert(document).table()).isEqualTo("d_r_p:v:BIGINT|d_r_p:v_2\n1|-\n-|x");
  }

  @Test
  void rowTagNamesTheRows() throws IOException {
    assertThat(xml.convert(ORDERS, "row-tag", "item", "namespace-handling", "strip").table())
        .isEqualTo(
            """
            orders_owner|orders_order@id:BIGINT|orders_order_note|orders_order_note@lang|orders_order_item|orders_total:BIGINT
            Ann|1|one|en|a|2
            Ann|1|one|en|b|2
            Ann|2|two|-|-|2""");
  }

  @Test
  void rowTagLeavesOtherListsOutAndSaysSo() throws IOException {
    String document = "<d><n>k</n><x>1</x><x>2</x><y>3</y><y>4</y></d>";
    Outcome outcome = xml.convert(document, "row-tag", "y");
    assertThat(outcome.table()).isEqualTo("d_n|d_y:BIGINT\nk|3\nk|4");
    assertThat(outcome.result().notices())
        .anySatisfy(
            notice -> {
              assertThat(notice.code()).isEqualTo("elements-left-out");
              assertThat(notice.message()).startsWith("2 elements beside the rows");
            });
  }

  @Test
  void rowPathNamesTheRowsByTheirPlace() throws IOException {
    String document = "<d><a><v>1</v><v>2</v></a><b><v>3</v></b></d>";
    assertThat(xml.convert(document, "row-path", "/d/b/v").table()).isEqualTo("d_b_v:BIGINT\n3");
    assertThat(xml.convert(document, "row-path", "d/*/v").table())
        .isEqualTo("d_a_v:BIGINT|d_b_v:BIGINT\n1|-\n2|-\n-|3");
  }

  @Test
  void aRowElementThatIsNowhereIsWrongUseAndNamesOthers() throws IOException {
    assertThat(xml.failure(ORDERS, "row-tag", "line"))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(failure.code()).isEqualTo("row-element-unknown");
              assertThat(failure.remedy()).contains("/orders/order");
            });
  }

  @Test
  void aListOfOneIsAListByItsName() throws IOException {
    assertThat(xml.convert("<items><item id=\"1\"><t>a</t><t>b</t></item></items>").table())
        .isEqualTo("items_item@id:BIGINT|items_item_t\n1|a\n1|b");
    assertThat(
            xml.convert(
                    "<items><item id=\"1\"><t>a</t><t>b</t></item></items>",
                    "array-handling",
                    "concatenate")
                .table())
        .isEqualTo("items_item@id:BIGINT|items_item_t\n1|a; b");
  }

  @Test
  void childTablesPutEveryListIntoATableWithAKeyToItsParent() throws IOException {
    assertThat(xml.convert(ORDERS, "child-tables", "true", "namespace-handling", "strip").tables())
        .containsEntry("t", "_row_id:BIGINT|orders_owner|orders_total:BIGINT\n1|Ann|2")
        .containsEntry(
            "order",
            """
            _row_id:BIGINT|_parent_row_id:BIGINT|_position:BIGINT|order@id:BIGINT|order_note|order_note@lang
            1|1|1|1|one|en
            2|1|2|2|two|-""")
        .containsEntry("order_item", "_parent_row_id:BIGINT|_position:BIGINT|item\n1|1|a\n1|2|b")
        .hasSize(3);
  }

  @Test
  void aColumnLimitIsAFailureWithItsName() throws IOException {
    StringBuilder document = new StringBuilder("<d>");
    for (int i = 0; i < 3; i++) {
      document.append("<r>").append("<v>1</v>".repeat(30)).append("</r>");
    }
    document.append("</d>");
    assertThat(
            xml.failure(document.toString(), "flatten-strategy", "aggressive", "max-columns", "20"))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(failure.code()).isEqualTo("too-many-columns");
              assertThat(failure.remedy()).contains("--max-columns");
            });
  }

  @Test
  void jsonHoldsAttributesOwnTextAndArrays() throws IOException {
    String document =
        """
        <d><r><a x="1">t<b>1</b><b/>u</a><a>"q"\\</a></r><r/></d>
        """;
    assertThat(xml.convert(document, "array-handling", "json_string").table())
        .isEqualTo(
            "d_r_a\n[{\"@x\":\"1\",\"#text\":\"t u\",\"b\":[\"1\",\"\"]},\"\\\"q\\\"\\\\\"]\n-");
  }

  /** Every value of each option beside every value of the others. */
  static List<List<String>> pairs() {
    List<List<String>> options =
        List.of(
            List.of("flatten-strategy", "conservative", "moderate", "aggressive"),
            List.of("array-handling", "expand", "concatenate", "json_string"),
            List.of("namespace-handling", "preserve", "strip", "prefix"),
            List.of("row-tag", "order", "item", "orders"),
            List.of("types", "infer", "string"),
            List.of("child-tables", "true"));
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      for (int j = i + 1; j < options.size(); j++) {
        for (String one : options.get(i).subList(1, options.get(i).size())) {
          for (String other : options.get(j).subList(1, options.get(j).size())) {
            pairs.add(List.of(options.get(i).get(0), one, options.get(j).get(0), other));
          }
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairKeepsEveryValueOrIsRefused(List<String> pair) throws IOException {
    String[] options = pair.toArray(String[]::new);
    boolean tables = pair.contains("child-tables");
    if (tables && (pair.contains("array-handling") || isFlattened(pair))) {
      assertThat(xml.failure(ORDERS, options))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE));
      return;
    }
    String all = String.join("\n", xml.convert(ORDERS, options).tables().values());
    assertThat(all).contains("Ann", "one", "en", "two");
    assertThat(all).containsPattern("(?m)(^|[|;\"> ])a($|[|;\"< ])").contains("b");
    if (pair.contains("types") && pair.contains("string") && !tables) {
      assertThat(all).doesNotContain("BIGINT");
    }
  }

  private static boolean isFlattened(List<String> pair) {
    return pair.contains("moderate") || pair.contains("aggressive");
  }
}
