package io.musicreclass.train.method;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An MLP that was trained. */
final class FittedMlp implements FittedMethod {
  private final MlpRecipe recipe;
  private final MlpState state;
  private final RowScaling scaling;
  private final int heldOut;
  private final MlpNetwork network;

  /**
   * The network of the best epoch.
   *
   * @param scaling of all rows
   * @param heldOut rows held out for early stopping
   */
  FittedMlp(MlpRecipe recipe, MlpState state, RowScaling scaling, int heldOut) {
    this(recipe, state, scaling, heldOut, state.best());
  }

  private FittedMlp(
      MlpRecipe recipe, MlpState state, RowScaling scaling, int heldOut, MlpNetwork network) {
    this.recipe = recipe;
    this.state = state;
    this.scaling = scaling;
    this.heldOut = heldOut;
    this.network = network;
  }

  /** The network of a training on all rows, for which this one found the number of epochs. */
  FittedMlp refitted(FittedMlp all) {
    return new FittedMlp(recipe, state, scaling, heldOut, all.network);
  }

  /** Rows held out while the number of epochs was found; 0: none could be. */
  int heldOut() {
    return heldOut;
  }

  /** The epoch of the least loss of the rows held out, or the last. */
  int bestEpoch() {
    return state.bestEpoch();
  }

  @Override
  public double[] logits(double[] row) {
    MlpBatch one = new MlpBatch(network, 1);
    scaling.apply(row, one.input(0));
    one.forward(1);
    return one.logits(0);
  }

  @Override
  public byte[] toOnnx(double temperature) {
    OnnxHead onnx = new OnnxHead(network.width(0));
    int last = network.layers().size() - 1;
    for (int i = 0; i <= last; i++) {
      MlpLayer layer = network.layers().get(i);
      double divisor = i == last ? temperature : 1;
      onnx.layer(layer.weights(divisor), layer.bias(divisor));
    }
    return onnx.toBytes();
  }

  @Override
  public Optional<Card.Scaler> scaler() {
    return Optional.of(scaling.toCard());
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> text = recipe.describe();
    text.put("held_out_rows", heldOut);
    text.put("epochs_of_best", bestEpoch());
    return text;
  }

  /** Those that found the number of epochs. */
  @Override
  public List<Epoch> epochs() {
    return List.copyOf(state.epochs());
  }
}
