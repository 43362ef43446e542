package io.musicreclass.train;

import java.util.Map;
import java.util.TreeMap;

/**
 * Hyperparameters of an ensemble. All of them were chosen on the train and valid parts of the
 * fault-filtered split and on neighbour folds inside them; the test part was not used.
 *
 * @param folds number of parts, each left out once to find the number of epochs
 * @param members networks of the ensemble
 * @param hidden units of each network's only hidden layer
 * @param epochs maximum number; the rate falls to 0 along a cosine over them
 * @param patience epochs without a better validation loss before early stopping
 * @param batch tracks per step
 * @param rate learning rate of stochastic gradient descent
 * @param momentum of stochastic gradient descent
 * @param biasDeviation standard deviation of the initial hidden biases: about the size of the
 *     inputs' contribution, which keeps the functions smooth
 * @param clip limit of standardised inputs
 */
record TrainingRecipe(
    int folds,
    int members,
    int hidden,
    int epochs,
    int patience,
    int batch,
    double rate,
    double momentum,
    double biasDeviation,
    double clip) {
  static final TrainingRecipe GTZAN48 = new TrainingRecipe(5, 10, 128, 60, 12, 32, 0.01, 0.9, 2, 5);

  Map<String, Object> describe(long seed) {
    Map<String, Object> text = new TreeMap<>();
    text.put("seed", seed);
    text.put("folds", folds);
    text.put("members", members);
    text.put("hidden", hidden);
    text.put("epochs", epochs);
    text.put("patience", patience);
    text.put("batch", batch);
    text.put("rate", rate);
    text.put("momentum", momentum);
    text.put("bias_deviation", biasDeviation);
    text.put("clip", clip);
    return text;
  }
}
