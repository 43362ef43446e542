package io.musicreclass.bench;

import java.util.Locale;

/**
 * A figure that a benchmark has measured: a row of the table that {@code bench/run all} writes.
 * Printed as {@code RESULT}, figure, ours, peer, ours divided by the peer's, and the aim, with tabs
 * between.
 *
 * <pre>{@code
 * Result.of("518 features of 30 s, one thread", ms, "ms")
 *     .beside("numpy's rfft", peerMs)
 *     .aim("at most 1.7")
 *     .print();
 * }</pre>
 *
 * @param figure what was measured
 * @param ours in the unit
 * @param unit after a number; may be empty
 * @param peer what it was compared with, with its value, or why with nothing; may be empty
 * @param ratio ours divided by the peer's; NaN without a peer
 * @param aim in words; may be empty
 */
public record Result(
    String figure, double ours, String unit, String peer, double ratio, String aim) {

  public static Result of(String figure, double ours, String unit) {
    return new Result(figure, ours, unit, "", Double.NaN, "");
  }

  /** Says in the table why a figure could not be measured here. */
  public static void missing(String figure, String why) {
    print(figure, "not measured: " + why, "", "", "");
  }

  /** With what a peer or a baseline needed in the same run and unit. */
  public Result beside(String name, double value) {
    return new Result(figure, ours, unit, name + ": " + shown(value, unit), ours / value, aim);
  }

  /** Without a peer. */
  public Result alone(String why) {
    return new Result(figure, ours, unit, why, Double.NaN, aim);
  }

  public Result aim(String words) {
    return new Result(figure, ours, unit, peer, ratio, words);
  }

  public void print() {
    print(figure, shown(ours, unit), peer, Double.isNaN(ratio) ? "" : shown(ratio, ""), aim);
  }

  private static void print(String... cells) {
    System.out.println("RESULT\t" + String.join("\t", cells));
  }

  /** With about three significant digits. */
  private static String shown(double value, String unit) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return (String.format(Locale.ROOT, format, value) + " " + unit).strip();
  }
}
