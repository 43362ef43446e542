package io.musicreclass.train.method;

import java.util.List;

/** Gradient descent with momentum and a step size of each parameter's own (Kingma, Ba 2015). */
final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final float KEEP_FIRST = (float) FIRST;
  private static final float KEEP_SECOND = (float) SECOND;
  private static final float EPSILON = 1e-8f;

  private final double rate;
  private final List<float[]> means;
  private final List<float[]> squares;
  private int steps;

  /** For parameters of this shape. */
  Adam(double rate, List<float[]> parameters) {
    this.rate = rate;
    this.means = parameters.stream().map(row -> new float[row.length]).toList();
    this.squares = parameters.stream().map(row -> new float[row.length]).toList();
  }

  /** Takes one step. */
  void step(List<float[]> parameters, List<float[]> gradient) {
    steps++;
    double left = Math.sqrt(1 - StrictMath.pow(SECOND, steps));
    float length = (float) (rate * left / (1 - StrictMath.pow(FIRST, steps)));
    float epsilon = (float) (EPSILON * left);
    for (int i = 0; i < parameters.size(); i++) {
      float[] g = gradient.get(i);
      mean(means.get(i), g);
      square(squares.get(i), g);
      move(parameters.get(i), means.get(i), squares.get(i), length, epsilon);
    }
  }

  // a loop for each array that is written: the compiler vectorises no others

  private static void mean(float[] means, float[] g) {
    for (int i = 0; i < means.length; i++) {
      means[i] = KEEP_FIRST * means[i] + (1 - KEEP_FIRST) * g[i];
    }
  }

  private static void square(float[] squares, float[] g) {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = KEEP_SECOND * squares[i] + (1 - KEEP_SECOND) * (g[i] * g[i]);
    }
  }

  private static void move(
      float[] parameters, float[] means, float[] squares, float length, float epsilon) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= length * means[i] / ((float) Math.sqrt(squares[i]) + epsilon);
    }
  }

  int steps() {
    return steps;
  }

  void steps(int taken) {
    steps = taken;
  }

  List<float[]> means() {
    return means;
  }

  List<float[]> squares() {
    return squares;
  }
}
