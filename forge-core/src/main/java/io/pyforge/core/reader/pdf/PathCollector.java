package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.util.Matrix;

/**
 * Gathers the straight lines along the axes that a page draws: strokes, thin filled rectangles, and
 * apart from those the edges of larger filled ones.
 */
final class PathCollector {
  /** A filled rectangle up to this thick is a line. */
  private static final float MAX_THICKNESS = 4f;

  /** How far from the axis the ends of a line may be, for its length. */
  private static final float MAX_SLOPE = 0.01f;

  /** Lines of a page that are kept; drawings of more have no use for tables. */
  private static final int MAX_SEGMENTS = 200_000;

  private record Segment(float x, float y, float endX, float endY) {}

  private final PageEngine engine;
  private final List<Segment> lines = new ArrayList<>();
  private final List<Segment> edges = new ArrayList<>();

  // The path being built, in page coordinates.
  private final List<Segment> path = new ArrayList<>();
  private final List<Box> boxes = new ArrayList<>();
  private boolean curved;
  private float startX;
  private float startY;
  private float x;
  private float y;

  PathCollector(PageEngine engine) {
    this.engine = engine;
  }

  void begin() {
    lines.clear();
    edges.clear();
    clear();
  }

  private void clear() {
    path.clear();
    boxes.clear();
    curved = false;
  }

  private interface Action {
    void run(float[] numbers);
  }

  List<OperatorProcessor> operators() {
    List<OperatorProcessor> list = new ArrayList<>();
    list.add(operator("m", 2, n -> moveTo(px(n, 0), py(n, 0))));
    list.add(operator("l", 2, n -> lineTo(px(n, 0), py(n, 0))));
    list.add(operator("c", 6, n -> curveTo(px(n, 4), py(n, 4))));
    list.add(operator("v", 4, n -> curveTo(px(n, 2), py(n, 2))));
    list.add(operator("y", 4, n -> curveTo(px(n, 2), py(n, 2))));
    list.add(operator("h", 0, n -> close()));
    list.add(operator("re", 4, this::rectangle));
    for (String stroke : List.of("S", "B", "B*")) {
      list.add(operator(stroke, 0, n -> stroke()));
    }
    for (String closing : List.of("s", "b", "b*")) {
      list.add(
          operator(
              closing,
              0,
              n -> {
                close();
                stroke();
              }));
    }
    for (String fill : List.of("f", "F", "f*")) {
      list.add(operator(fill, 0, n -> fill()));
    }
    list.add(operator("n", 0, n -> clear()));
    return list;
  }

  private OperatorProcessor operator(String name, int numbers, Action action) {
    return new OperatorProcessor(engine) {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public void process(Operator operator, List<COSBase> operands) {
        float[] values = new float[numbers];
        if (operands.size() < numbers) {
          return;
        }
        for (int i = 0; i < numbers; i++) {
          if (!(operands.get(i) instanceof COSNumber number)) {
            return;
          }
          values[i] = number.floatValue();
        }
        if (path.size() + boxes.size() + lines.size() + edges.size() < MAX_SEGMENTS) {
          action.run(values);
        } else {
          clear();
        }
      }
    };
  }

  private Matrix matrix() {
    return engine.getGraphicsState().getCurrentTransformationMatrix();
  }

  private float px(float[] n, int at) {
    return pointX(n[at], n[at + 1]);
  }

  private float py(float[] n, int at) {
    return pointY(n[at], n[at + 1]);
  }

  private float pointX(float userX, float userY) {
    Matrix m = matrix();
    return engine.pageX(transformX(m, userX, userY), transformY(m, userX, userY));
  }

  private float pointY(float userX, float userY) {
    Matrix m = matrix();
    return engine.pageY(transformX(m, userX, userY), transformY(m, userX, userY));
  }

  private static float transformX(Matrix m, float x, float y) {
    return x * m.getScaleX() + y * m.getShearX() + m.getTranslateX();
  }

  private static float transformY(Matrix m, float x, float y) {
    return x * m.getShearY() + y * m.getScaleY() + m.getTranslateY();
  }

  private void moveTo(float toX, float toY) {
    startX = toX;
    startY = toY;
    x = toX;
    y = toY;
  }

  private void lineTo(float toX, float toY) {
    path.add(new Segment(x, y, toX, toY));
    x = toX;
    y = toY;
  }

  private void curveTo(float toX, float toY) {
    curved = true;
    x = toX;
    y = toY;
  }

  private void close() {
    if (x != startX || y != startY) {
      lineTo(startX, startY);
    }
  }

  private void rectangle(float[] n) {
    float left = pointX(n[0], n[1]);
    float top = pointY(n[0], n[1]);
    float right = pointX(n[0] + n[2], n[1] + n[3]);
    float bottom = pointY(n[0] + n[2], n[1] + n[3]);
    boxes.add(
        new Box(
            Math.min(left, right),
            Math.min(top, bottom),
            Math.max(left, right),
            Math.max(top, bottom)));
    moveTo(left, top);
  }

  private void stroke() {
    lines.addAll(path);
    for (Box box : boxes) {
      if (box.width() <= MAX_THICKNESS || box.height() <= MAX_THICKNESS) {
        thin(box);
      } else {
        addEdges(box, lines);
      }
    }
    clear();
  }

  private void fill() {
    for (Box box : boxes) {
      fill(box);
    }
    // Rectangles may also be drawn line by line, several in one path.
    int from = 0;
    for (int to = 1; to <= path.size() && !curved; to++) {
      boolean ends =
          to == path.size()
              || path.get(to).x != path.get(to - 1).endX
              || path.get(to).y != path.get(to - 1).endY;
      if (ends) {
        fillLines(path.subList(from, to));
        from = to;
      }
    }
    clear();
  }

  private void fillLines(List<Segment> sides) {
    if (sides.size() < 3 || sides.size() > 5 || !sides.stream().allMatch(this::straight)) {
      return;
    }
    Box box = null;
    for (Segment one : sides) {
      Box bounds =
          new Box(
              Math.min(one.x, one.endX),
              Math.min(one.y, one.endY),
              Math.max(one.x, one.endX),
              Math.max(one.y, one.endY));
      box = box == null ? bounds : box.union(bounds);
    }
    if (box != null) {
      fill(box);
    }
  }

  private void fill(Box box) {
    if (box.width() <= MAX_THICKNESS || box.height() <= MAX_THICKNESS) {
      thin(box);
    } else {
      addEdges(box, edges);
    }
  }

  private void thin(Box box) {
    if (box.width() >= box.height()) {
      lines.add(new Segment(box.left(), box.middleY(), box.right(), box.middleY()));
    } else {
      lines.add(new Segment(box.middleX(), box.top(), box.middleX(), box.bottom()));
    }
  }

  private static void addEdges(Box box, List<Segment> to) {
    to.add(new Segment(box.left(), box.top(), box.right(), box.top()));
    to.add(new Segment(box.left(), box.bottom(), box.right(), box.bottom()));
    to.add(new Segment(box.left(), box.top(), box.left(), box.bottom()));
    to.add(new Segment(box.right(), box.top(), box.right(), box.bottom()));
  }

  private boolean straight(Segment one) {
    float dx = Math.abs(one.endX - one.x);
    float dy = Math.abs(one.endY - one.y);
    return Math.min(dx, dy) <= Math.max(0.5f, MAX_SLOPE * Math.max(dx, dy));
  }

  /** The lines within an area, on the turned page. */
  List<Ruling> rulings(Turn turn, float width, float height, Box area) {
    return rulings(lines, turn, width, height, area);
  }

  /** The edges of filled areas, likewise. */
  List<Ruling> fills(Turn turn, float width, float height, Box area) {
    return rulings(edges, turn, width, height, area);
  }

  private List<Ruling> rulings(
      List<Segment> segments, Turn turn, float width, float height, Box area) {
    List<Ruling> rulings = new ArrayList<>();
    for (Segment one : segments) {
      if (!straight(one) || !Float.isFinite(one.x + one.y + one.endX + one.endY)) {
        continue;
      }
      Box box =
          new Box(
              Math.max(Math.min(one.x, one.endX), area.left()),
              Math.max(Math.min(one.y, one.endY), area.top()),
              Math.min(Math.max(one.x, one.endX), area.right()),
              Math.min(Math.max(one.y, one.endY), area.bottom()));
      if (box.right() < box.left() || box.bottom() < box.top()) {
        continue;
      }
      float fromX = turn.x(box.left(), box.top(), width, height);
      float fromY = turn.y(box.left(), box.top(), width, height);
      float toX = turn.x(box.right(), box.bottom(), width, height);
      float toY = turn.y(box.right(), box.bottom(), width, height);
      float dx = Math.abs(toX - fromX);
      float dy = Math.abs(toY - fromY);
      if (dx >= dy) {
        rulings.add(
            new Ruling(true, (fromY + toY) / 2, Math.min(fromX, toX), Math.max(fromX, toX)));
      } else {
        rulings.add(
            new Ruling(false, (fromX + toX) / 2, Math.min(fromY, toY), Math.max(fromY, toY)));
      }
    }
    return rulings;
  }
}
