package io.musicreclass.train.head;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function: limited-memory BFGS (Nocedal 1980) with a backtracking line search.
 * Sums are in a fixed order, so the same function gives the same bits on every machine.
 */
public final class Lbfgs {
  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final double SHORTEST = 1e-12;

  private final int iterations;
  private final double tolerance;

  /**
   * A minimiser.
   *
   * @param iterations maximum number
   * @param tolerance largest component of the gradient at which it stops
   */
  public Lbfgs(int iterations, double tolerance) {
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /**
   * A step that was taken.
   *
   * @param move change of the point
   * @param turn change of the gradient
   * @param product of both, above 0
   */
  private record Step(Vector move, Vector turn, double product) {}

  /** A point in parameter space. */
  private static final class Vector {
    private final double[] values;

    Vector(double[] values) {
      this.values = values;
    }

    static Vector difference(double[] a, double[] b) {
      double[] values = new double[a.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = a[i] - b[i];
      }
      return new Vector(values);
    }

    double dot(double[] other) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[i] * other[i];
      }
      return sum;
    }

    void addTo(double[] other, double factor) {
      for (int i = 0; i < values.length; i++) {
        other[i] += factor * values[i];
      }
    }
  }

  /** The lowest point found from a starting point, which is not changed. */
  public double[] minimise(Objective objective, double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.at(point, gradient);
    Deque<Step> steps = new ArrayDeque<>();
    for (int i = 0; i < iterations && largest(gradient) > tolerance; i++) {
      double[] direction = direction(gradient, steps);
      double slope = new Vector(direction).dot(gradient);
      if (!(slope < 0)) {
        steps.clear();
        direction = direction(gradient, steps);
        slope = new Vector(direction).dot(gradient);
      }
      double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
      double[] next = point;
      double[] nextGradient = new double[point.length];
      double nextValue = Double.POSITIVE_INFINITY;
      for (; length > SHORTEST; length /= 2) {
        next = point.clone();
        new Vector(direction).addTo(next, length);
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
      }
      if (length <= SHORTEST) {
        return point;
      }
      remember(steps, Vector.difference(next, point), Vector.difference(nextGradient, gradient));
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(Deque<Step> steps, Vector move, Vector turn) {
    double product = move.dot(turn.values);
    if (product > 1e-14) {
      steps.addLast(new Step(move, turn, product));
      if (steps.size() > MEMORY) {
        steps.removeFirst();
      }
    }
  }

  /** Downhill: minus the gradient times an estimate of the inverse Hessian. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] direction = gradient.clone();
    double[] alphas = new double[steps.size()];
    int k = steps.size();
    for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
      Step step = newest.next();
      alphas[--k] = step.move.dot(direction) / step.product;
      step.turn.addTo(direction, -alphas[k]);
    }
    double scale = -1;
    if (!steps.isEmpty()) {
      Step last = steps.getLast();
      scale = -last.product / last.turn.dot(last.turn.values);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (Step step : steps) {
      double beta = step.turn.dot(direction) / step.product;
      step.move.addTo(direction, -alphas[k++] - beta);
    }
    return direction;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
