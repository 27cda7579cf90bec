package io.pyforge.core.engine;

import io.pyforge.core.engine.EngineSelector.Candidate;
import io.pyforge.spi.engine.ConversionRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided for a request, with the evidence. In a class of its own, so that nothing of it
 * loads unasked.
 */
final class DecisionLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.pyforge.core.decisions");

  private DecisionLog() {}

  static void parts(
      ConversionRequest request,
      FormatCatalog.ReaderChoice reader,
      String output,
      List<Candidate> engines) {
    LOG.debug("{}: format {} by {}", request.input(), reader.reader().format(), reader.why());
    LOG.debug("{}: output format {}", request.input(), output);
    for (Candidate candidate : engines) {
      LOG.debug(
          "{}: engine {} is {}: {}",
          request.input(),
          candidate.engine().id(),
          candidate.fit().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
          candidate.fit().why());
    }
  }
}
