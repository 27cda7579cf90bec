package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The parts that a part refers to (ECMA-376 part 2, 9.3). */
final class Relationships {
  /**
   * @param type the last word of the type's name, which strict and transitional files share
   * @param target a part's name
   */
  record Relationship(String id, String type, String target) {}

  private final List<Relationship> all = new ArrayList<>();

  private Relationships() {}

  /** Those of a part; of the package itself when the name is empty. */
  static Relationships of(PackageFile file, String part) throws IOException {
    Relationships relationships = new Relationships();
    int slash = part.lastIndexOf('/');
    String folder = part.substring(0, slash + 1);
    String name = folder + "_rels/" + part.substring(slash + 1) + ".rels";
    if (!file.has(name)) {
      return relationships;
    }
    try (XmlTokens xml = file.xml(name)) {
      if (xml.nextChild()) {
        while (xml.nextChild()) {
          String id = xml.attribute("Id");
          String type = xml.attribute("Type");
          String target = xml.attribute("Target");
          boolean outside = "External".equals(xml.attribute("TargetMode"));
          if (id != null && type != null && target != null && !outside) {
            relationships.all.add(
                new Relationship(
                    id, type.substring(type.lastIndexOf('/') + 1), resolve(folder, target)));
          }
          xml.skipElement();
        }
      }
    }
    return relationships;
  }

  /** The part's name for a target that is relative to a folder, or starts at the root. */
  private static String resolve(String folder, String target) {
    String path = target.replace('\\', '/');
    path = path.startsWith("/") ? path : folder + path;
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }

  /** The relationship of an id. */
  Optional<Relationship> byId(String id) {
    return all.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  /** Those of a type. */
  List<Relationship> ofType(String type) {
    return all.stream().filter(r -> r.type().equals(type)).toList();
  }

  /** The target of the first one of a type. */
  Optional<String> target(String type) {
    return ofType(type).stream().map(Relationship::target).findFirst();
  }
}
