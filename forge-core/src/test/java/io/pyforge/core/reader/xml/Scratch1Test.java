package io.pyforge.core.reader.xml;

import org.junit.jupiter.api.Test;

class Scratch1Test {
  @Test
  void show() throws Exception {
    System.out.println(
        "DEF "
            + new DefaultAttributes(
                    "\n<!ELEMENT doc (e*)>\n<!ATTLIST e a000 (0) \"0\" b CDATA \"x y\">\n")
                .of("", "e"));
  }
}
