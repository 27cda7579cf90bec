package io.pyforge.core.reader.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.contentstream.operator.state.Concatenate;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.state.SetMatrix;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.MoveText;
import org.apache.pdfbox.contentstream.operator.text.MoveTextSetLeading;
import org.apache.pdfbox.contentstream.operator.text.NextLine;
import org.apache.pdfbox.contentstream.operator.text.SetCharSpacing;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.SetTextHorizontalScaling;
import org.apache.pdfbox.contentstream.operator.text.SetTextLeading;
import org.apache.pdfbox.contentstream.operator.text.SetTextRise;
import org.apache.pdfbox.contentstream.operator.text.SetWordSpacing;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Runs the drawing instructions of one page at a time and keeps what matters to text and tables:
 * glyphs with their places, straight lines, and whether there are pictures, which are never
 * decoded. Not thread-safe.
 */
final class PageEngine extends PDFStreamEngine {
  /** Instructions of a page; forms that draw each other can multiply without end. */
  private static final long MAX_OPERATORS = 20_000_000;

  /** Forms drawn on a page; each is as much work as thousands of instructions. */
  private static final long MAX_FORMS = 50_000;

  /** Instructions of a page that fail; each costs an exception, as much as a dozen that do not. */
  private static final int MAX_BROKEN = 100_000;

  /** Instructions after which somebody may stop the run. */
  private static final int CHECK_EVERY = 1 << 14;

  /** Forms within forms; deeper ones are not drawn, as in PDFBox's own engines. */
  private static final int MAX_FORM_DEPTH = 50;

  /** Glyphs of a font size below this many points are not meant to be seen. */
  private static final float MIN_SIZE = 0.3f;

  private record Shown(String text, float x, float y, float endX, float endY, float size) {}

  private final PathCollector paths;
  private final Runnable cancellation;
  private final Map<Turn, List<Shown>> shown = new EnumMap<>(Turn.class);
  private final PageParts parts = new PageParts();
  private PageSource page = PageSource.NONE;
  private boolean hasImages;
  private int unmapped;
  private long operators;
  private long forms;
  private int broken;

  // Where user space lies on the upright page.
  private float cropLeft;
  private float cropBottom;
  private float cropWidth;
  private float cropHeight;
  private Turn rotation = Turn.NONE;
  private float width;
  private float height;

  /**
   * @param withRulings whether lines are wanted as well
   */
  PageEngine(boolean withRulings, Runnable cancellation) {
    this.cancellation = cancellation;
    paths = new PathCollector(this);
    addOperator(new BeginText(this));
    addOperator(new EndText(this));
    addOperator(new MoveText(this));
    addOperator(new MoveTextSetLeading(this));
    addOperator(new NextLine(this));
    addOperator(new SetCharSpacing(this));
    addOperator(new SetFontAndSize(this));
    addOperator(new SetTextHorizontalScaling(this));
    addOperator(new SetTextLeading(this));
    addOperator(new SetTextRise(this));
    addOperator(new SetWordSpacing(this));
    addOperator(new ShowText(this));
    addOperator(new ShowTextAdjusted(this));
    addOperator(new ShowTextLine(this));
    addOperator(new ShowTextLineAndSpace(this));
    addOperator(new SetMatrix(this));
    addOperator(new Concatenate(this));
    addOperator(new Save(this));
    addOperator(new RestoreState(this));
    addOperator(new SetGraphicsStateParameters(this));
    addOperator(new DrawObject(this));
    addOperator(new InlineImage(this));
    if (withRulings) {
      paths.operators().forEach(this::addOperator);
    }
  }

  /**
   * Reads a page.
   *
   * @param area the part of the upright page that counts
   */
  PageContent read(PageSource source, Optional<Box> area) throws IOException {
    page = source;
    shown.clear();
    parts.clear();
    hasImages = false;
    unmapped = 0;
    operators = 0;
    forms = 0;
    broken = 0;
    PDRectangle crop = source.getCropBox();
    cropLeft = crop.getLowerLeftX();
    cropBottom = crop.getLowerLeftY();
    cropWidth = crop.getWidth();
    cropHeight = crop.getHeight();
    rotation =
        switch (Math.floorMod(source.getRotation(), 360)) {
          case 90 -> Turn.CLOCKWISE;
          case 180 -> Turn.UPSIDE_DOWN;
          case 270 -> Turn.ANTICLOCKWISE;
          default -> Turn.NONE;
        };
    width = rotation.quarter() ? cropHeight : cropWidth;
    height = rotation.quarter() ? cropWidth : cropHeight;
    paths.begin();
    processPage(source);
    PageContent content = content(area.orElse(new Box(0, 0, width, height)));
    page = PageSource.NONE;
    return content;
  }

  private PageContent content(Box area) {
    Turn main = Turn.NONE;
    int most = -1;
    for (Turn turn : Turn.values()) {
      int count = shown.getOrDefault(turn, List.of()).size();
      if (count > most) {
        main = turn;
        most = count;
      }
    }
    Map<Turn, List<Glyph>> glyphs = new EnumMap<>(Turn.class);
    for (Turn turn : Turn.values()) {
      List<Glyph> turned = turned(turn, area);
      if (!turned.isEmpty()) {
        glyphs.put(turn, turned);
      }
    }
    List<Glyph> upright = glyphs.containsKey(main) ? glyphs.get(main) : List.of();
    glyphs.remove(main);
    return new PageContent(
        main.quarter() ? height : width,
        main.quarter() ? width : height,
        upright == null ? List.of() : upright,
        glyphs,
        paths.rulings(main, width, height, area),
        paths.fills(main, width, height, area),
        hasImages,
        unmapped,
        broken,
        page.damaged());
  }

  private List<Glyph> turned(Turn turn, Box area) {
    List<Glyph> glyphs = new ArrayList<>();
    for (Shown one : shown.getOrDefault(turn, List.of())) {
      float middleX = (one.x + one.endX) / 2;
      float middleY = (one.y + one.endY) / 2;
      if (area.holds(middleX, middleY, one.size / 2)) {
        float from = turn.x(one.x, one.y, width, height);
        float to = turn.x(one.endX, one.endY, width, height);
        float baseline = turn.y(one.x, one.y, width, height);
        glyphs.add(new Glyph(one.text, Math.min(from, to), Math.max(from, to), baseline, one.size));
      }
    }
    return glyphs;
  }

  /** The x on the upright page of a point in user space. */
  float pageX(float x, float y) {
    return rotation.x(x - cropLeft, cropHeight - (y - cropBottom), cropWidth, cropHeight);
  }

  /** The y on the upright page of a point in user space. */
  float pageY(float x, float y) {
    return rotation.y(x - cropLeft, cropHeight - (y - cropBottom), cropWidth, cropHeight);
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) {
    String text = text(font, code);
    if (text.isEmpty()) {
      return;
    }
    float advance = displacement.getX();
    float originX = matrix.getTranslateX();
    float originY = matrix.getTranslateY();
    float scaleX = matrix.getScaleX();
    float shearY = matrix.getShearY();
    float x = pageX(originX, originY);
    float y = pageY(originX, originY);
    float endX = pageX(originX + advance * scaleX, originY + advance * shearY);
    float endY = pageY(originX + advance * scaleX, originY + advance * shearY);
    float size = (float) Math.hypot(matrix.getShearX(), matrix.getScaleY());
    if (!(size >= MIN_SIZE) || !Float.isFinite(x + y + endX + endY + size)) {
      return;
    }
    float unitX = pageX(originX + scaleX, originY + shearY) - x;
    float unitY = pageY(originX + scaleX, originY + shearY) - y;
    Turn turn = Turn.ofDirection(unitX, unitY);
    shown
        .computeIfAbsent(turn, t -> new ArrayList<>())
        .add(new Shown(text, x, y, endX, endY, size));
  }

  /** The characters of a glyph; empty where there are none. */
  private String text(PDFont font, int code) {
    String text = font.toUnicode(code);
    if (text == null) {
      if (font instanceof PDSimpleFont && code > ' ') {
        return Character.toString((char) code);
      }
      unmapped++;
      return "\ufffd";
    }
    if (text.isEmpty()) {
      return text;
    }
    return CharacterForms.plain(text);
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    operators++;
    if (operators % CHECK_EVERY == 0) {
      cancellation.run();
      if (operators > MAX_OPERATORS) {
        throw page.tooLong(MAX_OPERATORS);
      }
    }
    super.processOperator(operator, operands);
  }

  /** One instruction that PDFBox cannot run does not spoil the page. */
  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
      throws IOException {
    if (e instanceof PageSource.LimitException) {
      throw e;
    }
    if (++broken > MAX_BROKEN) {
      throw page.tooBroken(MAX_BROKEN);
    }
  }

  /** Takes back the state that was saved last; where none was, as at many a page's end, nothing. */
  private static final class RestoreState extends OperatorProcessor {
    RestoreState(PageEngine engine) {
      super(engine);
    }

    @Override
    public String getName() {
      return "Q";
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) {
      if (getContext().getGraphicsStackSize() > 1) {
        getContext().restoreGraphicsState();
      }
    }
  }

  /** Draws forms, and notes pictures without decoding them. */
  private static final class DrawObject extends OperatorProcessor {
    private final PageEngine engine;

    DrawObject(PageEngine engine) {
      super(engine);
      this.engine = engine;
    }

    @Override
    public String getName() {
      return "Do";
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) throws IOException {
      if (operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
        return;
      }
      engine.draw(name);
    }
  }

  private void draw(COSName name) throws IOException {
    if (getResources() == null) {
      return;
    }
    COSBase resources = getResources().getCOSObject().getDictionaryObject(COSName.XOBJECT);
    if (!(resources instanceof org.apache.pdfbox.cos.COSDictionary objects)) {
      return;
    }
    if (PageSource.isMissing(objects.getItem(name))) {
      page.missesPart();
    }
    if (!(objects.getDictionaryObject(name) instanceof COSStream stream)) {
      return;
    }
    COSName subtype = stream.getCOSName(COSName.SUBTYPE);
    if (COSName.IMAGE.equals(subtype)) {
      hasImages = true;
    } else if (COSName.FORM.equals(subtype) && getLevel() < MAX_FORM_DEPTH) {
      if (++forms > MAX_FORMS) {
        throw page.tooLong(MAX_FORMS);
      }
      increaseLevel();
      try {
        showForm(parts.form(stream, page));
      } finally {
        decreaseLevel();
      }
    }
  }

  /** Notes a picture within the instructions. */
  private static final class InlineImage extends OperatorProcessor {
    private final PageEngine engine;

    InlineImage(PageEngine engine) {
      super(engine);
      this.engine = engine;
    }

    @Override
    public String getName() {
      return "BI";
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) {
      engine.hasImages = true;
    }
  }
}
