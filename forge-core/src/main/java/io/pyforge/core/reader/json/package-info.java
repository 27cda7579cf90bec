/**
 * JSON and JSON Lines. {@link io.pyforge.core.reader.json.JsonReader} opens an input: its text is
 * cut into blocks of whole values by {@link io.pyforge.core.reader.json.JsonCutter}, and {@link
 * io.pyforge.core.reader.json.RecordParser} tells each value as a nested record.
 */
@NullMarked
package io.pyforge.core.reader.json;

import org.jspecify.annotations.NullMarked;
