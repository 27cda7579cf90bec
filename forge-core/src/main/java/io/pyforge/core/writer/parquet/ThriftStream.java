package io.pyforge.core.writer.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TProtocol;
import shaded.parquet.org.apache.thrift.transport.TEndpointTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/**
 * Thrift's compact protocol over plain streams. Thrift's own transport for streams holds a logger,
 * and with it every short run would start the logging library.
 */
final class ThriftStream extends TEndpointTransport {
  private final InputStream in;
  private final OutputStream out;

  private ThriftStream(InputStream in, OutputStream out) throws TTransportException {
    super(TConfiguration.DEFAULT);
    this.in = in;
    this.out = out;
  }

  /** A protocol that writes to {@code out}. */
  static TProtocol writing(OutputStream out) throws TException {
    return new TCompactProtocol(new ThriftStream(InputStream.nullInputStream(), out));
  }

  /** A protocol that reads from {@code in}. */
  static TProtocol reading(InputStream in) throws TException {
    return new TCompactProtocol(new ThriftStream(in, OutputStream.nullOutputStream()));
  }

  /** Writes one structure. */
  static void write(TBase<?, ?> struct, OutputStream out) throws IOException {
    try {
      struct.write(writing(out));
    } catch (TException e) {
      throw ioException(e);
    }
  }

  /** A full disk reaches us inside a Thrift exception; callers look for the IOException. */
  static IOException ioException(TException e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void open() {}

  @Override
  public void close() {
    // The streams belong to the caller.
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws TTransportException {
    try {
      int count = in.read(buffer, offset, length);
      if (count < 0) {
        throw new TTransportException(TTransportException.END_OF_FILE, "the structure is cut off");
      }
      return count;
    } catch (IOException e) {
      throw new TTransportException(TTransportException.UNKNOWN, e);
    }
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws TTransportException {
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw new TTransportException(TTransportException.UNKNOWN, e);
    }
  }
}
