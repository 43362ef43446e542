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

  FittedMlp(MlpRecipe recipe, MlpState state, RowScaling scaling, int heldOut) {
    this.recipe = recipe;
    this.state = state;
    this.scaling = scaling;
    this.heldOut = heldOut;
  }

  @Override
  public double[] logits(double[] row) {
    MlpBatch one = new MlpBatch(state.best(), 1);
    scaling.apply(row, one.input(0));
    one.forward(1);
    return one.logits(0);
  }

  @Override
  public byte[] toOnnx(double temperature) {
    MlpNetwork network = state.best();
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
    text.put("epochs_of_best", state.bestEpoch());
    return text;
  }

  @Override
  public List<Epoch> epochs() {
    return List.copyOf(state.epochs());
  }
}
