package io.pyforge.core.reader.pdf;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Where the pages of a document are, so that any thread finds any page at once. Each node of the
 * tree counts once, so that one that holds itself ends.
 */
final class PageList {
  private static final int GENERATION_BITS = 16;
  private static final long NO_KEY = -1;

  private final long[] keys;
  private final int missing;

  private PageList(long[] keys, int missing) {
    this.keys = keys;
    this.missing = missing;
  }

  static PageList of(PDDocument document) {
    long[] keys = new long[16];
    int count = 0;
    int missing = 0;
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSBase> open = new ArrayDeque<>();
    COSBase root = document.getDocumentCatalog().getCOSObject().getItem(COSName.PAGES);
    if (root != null) {
      open.push(root);
    }
    while (!open.isEmpty()) {
      COSBase item = open.pop();
      COSBase value = item instanceof COSObject object ? object.getObject() : item;
      if (!(value instanceof COSDictionary node)) {
        missing++;
        continue;
      }
      if (!seen.add(node)) {
        continue;
      }
      if (node.getDictionaryObject(COSName.KIDS) instanceof COSArray kids) {
        for (int i = kids.size() - 1; i >= 0; i--) {
          COSBase kid = kids.get(i);
          if (kid != null) {
            open.push(kid);
          }
        }
      } else if (isPage(node)) {
        if (count == keys.length) {
          keys = Arrays.copyOf(keys, count * 2);
        }
        COSObjectKey key = item instanceof COSObject object ? object.getKey() : null;
        keys[count++] =
            key == null ? NO_KEY : key.getNumber() << GENERATION_BITS | key.getGeneration();
      }
    }
    return new PageList(Arrays.copyOf(keys, count), missing);
  }

  /** Pages often lack their type, and nodes without children too are no pages. */
  private static boolean isPage(COSDictionary node) {
    COSName type = node.getCOSName(COSName.TYPE);
    return type == null || !COSName.PAGES.equals(type);
  }

  /** Pages, or groups of them, that the document names and that are not there. */
  int missing() {
    return missing;
  }

  int count() {
    return keys.length;
  }

  /** The key of a page, from 0; empty when it has none, as only broken files do. */
  Optional<COSObjectKey> key(int index) {
    long key = keys[index];
    return key == NO_KEY
        ? Optional.empty()
        : Optional.of(
            new COSObjectKey(key >>> GENERATION_BITS, (int) (key & (1 << GENERATION_BITS) - 1)));
  }
}
