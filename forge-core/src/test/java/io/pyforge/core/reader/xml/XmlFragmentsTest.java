package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven small documents and what each strategy makes of them, written down by hand. */
class XmlFragmentsTest {
  private static final String CONSERVATIVE = "conservative";
  private static final String MODERATE = "moderate";
  private static final String AGGRESSIVE = "aggressive";

  @TempDir private Path folder;
  private XmlConversions xml;

  @BeforeEach
  void conversions() {
    xml = new XmlConversions(folder);
  }

  private String table(String document, String strategy, String... arrays) throws IOException {
    String[] options = new String[2 + arrays.length];
    options[0] = "flatten-strategy";
    options[1] = strategy;
    System.arraycopy(arrays, 0, options, 2, arrays.length);
    return xml.convert(document, options).table();
  }

  private String concatenated(String document, String strategy) throws IOException {
    return table(document, strategy, "array-handling", "concatenate");
  }

  private String json(String document, String strategy) throws IOException {
    return table(document, strategy, "array-handling", "json_string");
  }

  @Nested
  class OneRecordWithAnAttribute {
    private static final String DOCUMENT = "<p><name>Ann</name><age>3</age><a x=\"1\"/></p>";

    @Test
    void conservativeNamesColumnsByTheirPath() throws IOException {
      assertThat(table(DOCUMENT, CONSERVATIVE))
          .isEqualTo("p_name|p_age:BIGINT|p_a@x:BIGINT\nAnn|3|1");
    }

    @Test
    void moderateNamesColumnsByTheirElementAndKeepsTheAttribute() throws IOException {
      assertThat(table(DOCUMENT, MODERATE)).isEqualTo("name|age:BIGINT|a@x:BIGINT\nAnn|3|1");
    }

    @Test
    void aggressiveNamesColumnsByTheirPath() throws IOException {
      assertThat(table(DOCUMENT, AGGRESSIVE))
          .isEqualTo("p_name|p_age:BIGINT|p_a@x:BIGINT\nAnn|3|1");
    }
  }

  @Nested
  class ItemsWithARepeatedTag {
    private static final String DOCUMENT =
        """
        <data><items>
          <item id="1"><name>A</name><tag>x</tag><tag>y</tag></item>
          <item id="2"><name>B</name></item>
        </items></data>
        """;

    @Test
    void conservativeGivesEachTagARowWithWhatIsAroundIt() throws IOException {
      assertThat(table(DOCUMENT, CONSERVATIVE))
          .isEqualTo(
              """
              data_items_item@id:BIGINT|data_items_item_name|data_items_item_tag
              1|A|x
              1|A|y
              2|B|-""");
    }

    @Test
    void moderateGivesEachTagARow() throws IOException {
      assertThat(table(DOCUMENT, MODERATE))
          .isEqualTo("item@id:BIGINT|name|tag\n1|A|x\n1|A|y\n2|B|-");
    }

    @Test
    void aggressiveGivesEachItemOneRowAndEachTagAColumn() throws IOException {
      assertThat(table(DOCUMENT, AGGRESSIVE))
          .isEqualTo(
              """
              data_items_item@id:BIGINT|data_items_item_name|data_items_item_tag_1|data_items_item_tag_2
              1|A|x|y
              2|B|-|-""");
    }

    @Test
    void tagsAreJoined() throws IOException {
      String rows = "\n1|A|x; y\n2|B|-";
      String names = "data_items_item@id:BIGINT|data_items_item_name|data_items_item_tag";
      assertThat(concatenated(DOCUMENT, CONSERVATIVE)).isEqualTo(names + rows);
      assertThat(concatenated(DOCUMENT, MODERATE)).isEqualTo("item@id:BIGINT|name|tag" + rows);
      assertThat(concatenated(DOCUMENT, AGGRESSIVE)).isEqualTo(names + rows);
    }

    @Test
    void tagsAreAJsonArray() throws IOException {
      String rows = "\n1|A|[\"x\",\"y\"]\n2|B|-";
      String names = "data_items_item@id:BIGINT|data_items_item_name|data_items_item_tag";
      assertThat(json(DOCUMENT, CONSERVATIVE)).isEqualTo(names + rows);
      assertThat(json(DOCUMENT, MODERATE)).isEqualTo("item@id:BIGINT|name|tag" + rows);
      assertThat(json(DOCUMENT, AGGRESSIVE)).isEqualTo(names + rows);
    }
  }

  @Nested
  class RowsThatHoldOnlyARepeatedElement {
    private static final String DOCUMENT = "<d><r><t>1</t><t>2</t></r><r><t>3</t></r></d>";

    @Test
    void conservativeLosesNone() throws IOException {
      assertThat(table(DOCUMENT, CONSERVATIVE)).isEqualTo("d_r_t:BIGINT\n1\n2\n3");
    }

    @Test
    void moderateLosesNone() throws IOException {
      assertThat(table(DOCUMENT, MODERATE)).isEqualTo("t:BIGINT\n1\n2\n3");
    }

    @Test
    void aggressiveGivesOneRowEach() throws IOException {
      assertThat(table(DOCUMENT, AGGRESSIVE)).isEqualTo("d_r_t_1:BIGINT|d_r_t_2:BIGINT\n1|2\n3|-");
    }

    @Test
    void valuesAreJoinedOrAJsonArrayForEachRow() throws IOException {
      assertThat(concatenated(DOCUMENT, CONSERVATIVE)).isEqualTo("d_r_t\n1; 2\n3");
      assertThat(concatenated(DOCUMENT, AGGRESSIVE)).isEqualTo("d_r_t\n1; 2\n3");
      assertThat(json(DOCUMENT, CONSERVATIVE)).isEqualTo("d_r_t\n[\"1\",\"2\"]\n[\"3\"]");
      assertThat(json(DOCUMENT, MODERATE)).isEqualTo("t\n[\"1\",\"2\"]\n[\"3\"]");
    }
  }

  @Nested
  class ARootOfRepeatedElements {
    private static final String DOCUMENT = "<d><t>1</t><t>2</t></d>";

    @Test
    void eachIsARowWhateverTheArrayHandling() throws IOException {
      for (String strategy : new String[] {CONSERVATIVE, AGGRESSIVE}) {
        assertThat(table(DOCUMENT, strategy)).isEqualTo("d_t:BIGINT\n1\n2");
        assertThat(concatenated(DOCUMENT, strategy)).isEqualTo("d_t:BIGINT\n1\n2");
        assertThat(json(DOCUMENT, strategy)).isEqualTo("d_t:BIGINT\n1\n2");
      }
      assertThat(table(DOCUMENT, MODERATE)).isEqualTo("t:BIGINT\n1\n2");
    }
  }

  @Nested
  class AnOrderWithLines {
    private static final String DOCUMENT =
        """
        <orders><order id="7">
          <cust><name>Z</name><addr><city>P</city></addr></cust>
          <lines>
            <line n="1"><sku>S1</sku><qty>2</qty></line>
            <line n="2"><sku>S2</sku><qty>1</qty></line>
          </lines>
        </order></orders>
        """;

    @Test
    void conservativeGivesEachLineARow() throws IOException {
      assertThat(table(DOCUMENT, CONSERVATIVE))
          .isEqualTo(
              """
              orders_order@id:BIGINT|orders_order_cust_name|orders_order_cust_addr_city|orders_order_lines_line@n:BIGINT|orders_order_lines_line_sku|orders_order_lines_line_qty:BIGINT
              7|Z|P|1|S1|2
              7|Z|P|2|S2|1""");
    }

    @Test
    void moderateGivesTheOrderOneRowWithJson() throws IOException {
      assertThat(table(DOCUMENT, MODERATE))
          .isEqualTo(
              """
              order@id:BIGINT|cust|lines
              7|{"name":"Z","addr":{"city":"P"}}|{"line":[{"@n":"1","sku":"S1","qty":"2"},{"@n":"2","sku":"S2","qty":"1"}]}""");
    }

    @Test
    void aggressiveGivesTheOrderOneRowWithColumnsForEachLine() throws IOException {
      assertThat(table(DOCUMENT, AGGRESSIVE))
          .isEqualTo(
              """
              orders_order@id:BIGINT|orders_order_cust_name|orders_order_cust_addr_city|orders_order_lines_line_1@n:BIGINT|orders_order_lines_line_1_sku|orders_order_lines_line_1_qty:BIGINT|orders_order_lines_line_2@n:BIGINT|orders_order_lines_line_2_sku|orders_order_lines_line_2_qty:BIGINT
              7|Z|P|1|S1|2|2|S2|1""");
    }

    @Test
    void linesAreJoinedPathByPath() throws IOException {
      assertThat(concatenated(DOCUMENT, CONSERVATIVE)).endsWith("\n7|Z|P|1; 2|S1; S2|2; 1");
    }

    @Test
    void linesAreAJsonArray() throws IOException {
      assertThat(json(DOCUMENT, AGGRESSIVE))
          .endsWith(
              "\n7|Z|P|[{\"@n\":\"1\",\"sku\":\"S1\",\"qty\":\"2\"},"
                  + "{\"@n\":\"2\",\"sku\":\"S2\",\"qty\":\"1\"}]");
    }
  }

  @Nested
  class TwoListsSideBySide {
    private static final String DOCUMENT =
        "<d><x><a>1</a></x><x><a>2</a></x><y><b>3</b></y><y><b>4</b></y></d>";

    @Test
    void rowsStandOneBelowTheOther() throws IOException {
      String rows = "\n1|-\n2|-\n-|3\n-|4";
      String names = "d_x_a:BIGINT|d_y_b:BIGINT";
      assertThat(table(DOCUMENT, CONSERVATIVE)).isEqualTo(names + rows);
      assertThat(table(DOCUMENT, MODERATE)).isEqualTo("a:BIGINT|b:BIGINT" + rows);
      assertThat(table(DOCUMENT, AGGRESSIVE)).isEqualTo(names + rows);
    }

    @Test
    void childTablesAreOneEach() throws IOException {
      assertThat(xml.convert(DOCUMENT, "child-tables", "true").tables())
          .containsEntry("x", "_parent_row_id:BIGINT|_position:BIGINT|x_a:BIGINT\n1|1|1\n1|2|2")
          .containsEntry("y", "_parent_row_id:BIGINT|_position:BIGINT|y_b:BIGINT\n1|1|3\n1|2|4")
          .hasSize(2);
    }
  }

  @Nested
  class MixedContent {
    private static final String DOCUMENT = "<d><p>Hello <b>big</b> world</p><p>two</p></d>";

    @Test
    void allPartsOfTheTextAreKept() throws IOException {
      String rows = "\nHello world|big\ntwo|-";
      assertThat(table(DOCUMENT, CONSERVATIVE)).isEqualTo("d_p|d_p_b" + rows);
      assertThat(table(DOCUMENT, MODERATE)).isEqualTo("p|b" + rows);
      assertThat(table(DOCUMENT, AGGRESSIVE)).isEqualTo("d_p|d_p_b" + rows);
    }
  }
}
