/**
 * XML and its dialects. {@link io.pyforge.core.reader.xml.XmlReader} opens an input: {@link
 * io.pyforge.core.reader.xml.DocumentStream} gives its documents one after the other as UTF-8, a
 * StAX parser reads each, and {@link io.pyforge.core.reader.xml.XmlWalker} tells it as one nested
 * record whose rows are the elements that repeat.
 */
@NullMarked
package io.pyforge.core.reader.xml;

import org.jspecify.annotations.NullMarked;
