package io.pyforge.core.engine;

import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.engine.RunContext;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The context of one request: its input, and an output for each attempt. */
final class ConversionRun implements RunContext, AutoCloseable {
  private final ConversionRequest request;
  private final InputSource input;
  private final FormatWriter writer;
  private final Locations locations;
  private final PrivateTemp temp;
  private final int threads;
  private final Map<String, String> environment;
  private final ProgressListener progress;
  private final Cancellation cancellation;
  private final List<OutputTarget> targets = new ArrayList<>();
  private boolean published;
  private String place;

  ConversionRun(
      ConversionRequest request,
      InputSource input,
      FormatWriter writer,
      Locations locations,
      PrivateTemp temp,
      int threads,
      Map<String, String> environment,
      ProgressListener progress,
      Cancellation cancellation) {
    this.request = request;
    this.input = input;
    this.writer = writer;
    this.locations = locations;
    this.temp = temp;
    this.threads = threads;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.cancellation = cancellation;
    place = request.input();
  }

  /** The location of the last output that was asked for; before that, the input's. */
  String place() {
    return place;
  }

  /** Whether any attempt made its output visible. */
  boolean published() {
    return published;
  }

  /** Removes what the last attempt staged. */
  void discard() {
    for (OutputTarget target : targets) {
      try {
        target.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    targets.clear();
  }

  @Override
  public InputSource input() {
    return input;
  }

  @Override
  public OutputTarget output(boolean folder) throws IOException {
    String location = OutputPlace.of(request, writer.suffixes().get(0), folder);
    OutputTarget target = locations.of(location).target(location, folder, request.force());
    targets.add(target);
    place = location;
    return new WatchedTarget(target);
  }

  @Override
  public String outputFormat() {
    return writer.format();
  }

  @Override
  public Path newTempFile(String suffix) {
    return temp.newFile(suffix);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public ProgressListener progress() {
    return progress;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public void close() throws IOException {
    discard();
    input.close();
  }

  /** Notes that something was published. */
  private final class WatchedTarget implements OutputTarget {
    private final OutputTarget target;

    WatchedTarget(OutputTarget target) {
      this.target = target;
    }

    @Override
    public String location() {
      return target.location();
    }

    @Override
    public boolean folder() {
      return target.folder();
    }

    @Override
    public OutputStream create(String name) throws IOException {
      return target.create(name);
    }

    @Override
    public String locationOf(String name) {
      return target.locationOf(name);
    }

    @Override
    public void publish() throws IOException {
      target.publish();
      published = true;
    }

    @Override
    public List<Notice> notices() {
      return target.notices();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
