package io.pyforge.core.reader.parquet;

import io.pyforge.core.nested.Shape;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.nested.ToldShape;
import io.pyforge.core.reader.parquet.SchemaPlace.Kind;
import java.util.List;

/**
 * The places of a schema as places of nested records. A list and its elements are one such place,
 * unless the elements are lists or maps again; a map is a list of structures of key and value.
 */
final class NestedColumns {
  private final Shape shape;
  private final ShapeNode[] nodes;
  private final List<SourceColumn> columns;

  /**
   * @param file its name, for messages
   * @param columns by leaf
   * @param places how many the schema has
   */
  NestedColumns(String file, SchemaPlace top, List<SourceColumn> columns, int places) {
    this.columns = columns;
    ToldShape told = new ToldShape(file);
    shape = told.shape();
    nodes = new ShapeNode[places];
    nodes[top.number()] = shape.top();
    top.parts().forEach(part -> add(told, part, shape.top()));
  }

  private void add(ToldShape told, SchemaPlace place, ShapeNode around) {
    ShapeNode node = told.add(around, place.step(), place.kind().isArray());
    nodes[place.number()] = node;
    if (place.kind() == Kind.VALUE) {
      told.typed(node, column(place).field().type());
    } else if (place.kind() == Kind.LIST) {
      addElement(told, place.parts().get(0), node);
    } else {
      place.parts().forEach(part -> add(told, part, node));
    }
  }

  private void addElement(ToldShape told, SchemaPlace element, ShapeNode list) {
    if (element.kind().isArray()) {
      add(told, element, list);
      return;
    }
    nodes[element.number()] = list;
    if (element.kind() == Kind.VALUE) {
      told.typed(list, column(element).field().type());
    } else {
      element.parts().forEach(member -> add(told, member, list));
    }
  }

  /** The shape of all records. */
  Shape shape() {
    return shape;
  }

  /** The place that a place of the schema is told as. */
  ShapeNode node(SchemaPlace place) {
    return nodes[place.number()];
  }

  /** The columns of the file, by leaf. */
  List<SourceColumn> columns() {
    return columns;
  }

  private SourceColumn column(SchemaPlace leaf) {
    return columns.get(leaf.firstLeaf());
  }
}
