package io.musicreclass.train.extra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.convert.onnx.OnnxGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trees whose leaves add to the logit of one genre each. */
final class TreeEnsemble {
  /**
   * A tree in arrays by node; the root is node 0.
   *
   * @param genre to whose logit it adds
   * @param left the next node if the feature is below the value, or -1 in a leaf
   * @param value the threshold, or what a leaf adds
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Tree(int genre, int[] left, int[] right, int[] feature, float[] value) {
    float at(float[] row) {
      int node = 0;
      while (left[node] >= 0) {
        node = row[feature[node]] < value[node] ? left[node] : right[node];
      }
      return value[node];
    }
  }

  private final int width;
  private final int genres;
  private final List<Tree> trees;

  private TreeEnsemble(int width, int genres, List<Tree> trees) {
    this.width = width;
    this.genres = genres;
    this.trees = trees;
  }

  /**
   * The trees of a model without a base score.
   *
   * @param model as XGBoost writes it in JSON
   */
  static TreeEnsemble of(byte[] model, int width, int genres) {
    try {
      JsonNode all = new ObjectMapper().readTree(model).at("/learner/gradient_booster/model");
      List<Tree> trees = new ArrayList<>();
      for (JsonNode tree : all.required("trees")) {
        trees.add(
            new Tree(
                all.required("tree_info").required(trees.size()).intValue(),
                integers(tree.required("left_children")),
                integers(tree.required("right_children")),
                integers(tree.required("split_indices")),
                floats(tree.required("split_conditions"))));
      }
      return new TreeEnsemble(width, genres, List.copyOf(trees));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("XGBoost's model is not as expected: " + e.getMessage(), e);
    }
  }

  private static int[] integers(JsonNode list) {
    int[] values = new int[list.size()];
    Arrays.setAll(values, i -> list.get(i).intValue());
    return values;
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }

  /** The sum of the leaves that a row reaches, for each genre. */
  double[] logits(double[] row) {
    float[] x = new float[width];
    for (int c = 0; c < width; c++) {
      x[c] = (float) row[c];
    }
    double[] logits = new double[genres];
    trees.forEach(tree -> logits[tree.genre] += tree.at(x));
    return logits;
  }

  /** The trees as one operator, with what leaves add divided by the temperature. */
  byte[] toOnnx(double temperature) {
    List<Long> treeIds = new ArrayList<>();
    List<Long> nodeIds = new ArrayList<>();
    List<Long> features = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    List<String> modes = new ArrayList<>();
    List<Long> below = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    List<Long> leafTrees = new ArrayList<>();
    List<Long> leafNodes = new ArrayList<>();
    List<Long> leafGenres = new ArrayList<>();
    List<Float> leafValues = new ArrayList<>();
    for (int t = 0; t < trees.size(); t++) {
      Tree tree = trees.get(t);
      for (int node = 0; node < tree.left.length; node++) {
        boolean leaf = tree.left[node] < 0;
        treeIds.add((long) t);
        nodeIds.add((long) node);
        features.add(leaf ? 0L : tree.feature[node]);
        values.add(leaf ? 0f : tree.value[node]);
        modes.add(leaf ? "LEAF" : "BRANCH_LT");
        below.add(leaf ? 0L : tree.left[node]);
        others.add(leaf ? 0L : tree.right[node]);
        if (leaf) {
          leafTrees.add((long) t);
          leafNodes.add((long) node);
          leafGenres.add((long) tree.genre);
          leafValues.add((float) (tree.value[node] / temperature));
        }
      }
    }
    OnnxGraph graph = new OnnxGraph("head");
    String input = graph.input("input", OnnxGraph.BATCH, width);
    String logits =
        graph
            .mlNode("TreeEnsembleRegressor", input)
            .set("n_targets", genres)
            .list("nodes_treeids", longs(treeIds))
            .list("nodes_nodeids", longs(nodeIds))
            .list("nodes_featureids", longs(features))
            .list("nodes_values", floats(values))
            .list("nodes_modes", modes)
            .list("nodes_truenodeids", longs(below))
            .list("nodes_falsenodeids", longs(others))
            .list("target_treeids", longs(leafTrees))
            .list("target_nodeids", longs(leafNodes))
            .list("target_ids", longs(leafGenres))
            .list("target_weights", floats(leafValues))
            .out();
    graph.output(logits, "logits", OnnxGraph.BATCH, genres);
    return graph.toBytes();
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(i -> i).toArray();
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
