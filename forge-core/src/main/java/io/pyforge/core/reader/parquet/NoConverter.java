package io.pyforge.core.reader.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Column readers want converters, though values are taken from the readers themselves. */
final class NoConverter extends GroupConverter {
  @Override
  public Converter getConverter(int fieldIndex) {
    return this;
  }

  @Override
  public PrimitiveConverter asPrimitiveConverter() {
    return new PrimitiveConverter() {};
  }

  @Override
  public void start() {
    // Never called: no record is assembled.
  }

  @Override
  public void end() {
    // Never called: no record is assembled.
  }
}
