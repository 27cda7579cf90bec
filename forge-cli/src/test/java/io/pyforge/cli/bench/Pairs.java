package io.pyforge.cli.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs of ours and of the peer, in turn, so that what else the machine does hits both alike.
 *
 * @param ours one for each pair
 * @param theirs one for each pair
 */
record Pairs(List<Measurement> ours, List<Measurement> theirs) {
  /** The median of ours divided by theirs, pair by pair. */
  double ratio(ToDoubleFunction<Measurement> figure) {
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i));
    }
    return Measured.median(ratios);
  }

  static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    return Measured.median(runs.stream().mapToDouble(figure).toArray());
  }
}
