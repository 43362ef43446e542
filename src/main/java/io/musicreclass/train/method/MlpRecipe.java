package io.musicreclass.train.method;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an MLP is built and trained.
 *
 * @param hidden units of the hidden layers
 * @param dropout share of their units that is left out at each step of the training
 * @param rate step size of Adam
 * @param batch rows of a step
 * @param epochs the most there may be
 * @param patience epochs without a better loss of the rows held out, after which it ends; 0: none
 *     are held out
 * @param fixedEpochs epochs if no rows are held out
 */
record MlpRecipe(
    List<Integer> hidden,
    double dropout,
    double rate,
    int batch,
    int epochs,
    int patience,
    int fixedEpochs) {
  MlpRecipe {
    hidden = List.copyOf(hidden);
  }

  /** The same for a number of epochs, without rows held out. */
  MlpRecipe withoutEarlyStopping(int number) {
    return new MlpRecipe(hidden, dropout, rate, batch, number, 0, number);
  }

  MlpNetwork network(int width, int genres) {
    int[] widths = new int[hidden.size() + 2];
    widths[0] = width;
    for (int i = 0; i < hidden.size(); i++) {
      widths[i + 1] = hidden.get(i);
    }
    widths[hidden.size() + 1] = genres;
    return new MlpNetwork(widths);
  }

  Map<String, Object> describe() {
    Map<String, Object> text = new TreeMap<>();
    text.put("hidden", hidden);
    text.put("dropout", dropout);
    text.put("optimizer", "adam");
    text.put("learning_rate", rate);
    text.put("batch", batch);
    text.put("most_epochs", epochs);
    text.put("patience", patience);
    return text;
  }
}
