package io.musicreclass.library;

import io.musicreclass.ledger.LibraryQueue.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws a representative sample: a systematic sample of the songs ordered by stratum (top-level
 * folder and extension), in random order within a stratum. Each stratum is represented in
 * proportion to its size, to within one song, and each song has the same probability (Cochran,
 * Sampling Techniques, chapter 8). The same songs and seed give the same sample.
 */
final class StratifiedSample {
  /** A song in the order of the draw; 24 bytes each, since there may be a million. */
  private record Ticket(int stratum, long lot, long row) implements Comparable<Ticket> {
    @Override
    public int compareTo(Ticket other) {
      int byStratum = Integer.compare(stratum, other.stratum);
      int byLot = byStratum == 0 ? Long.compare(lot, other.lot) : byStratum;
      return byLot == 0 ? Long.compare(row, other.row) : byLot;
    }
  }

  private final List<Path> folders;
  private final SplittableRandom random;
  private final Map<String, Integer> strata = new HashMap<>();
  private final List<Ticket> tickets = new ArrayList<>();

  /**
   * @param folders of the library, none within another
   */
  StratifiedSample(List<Path> folders, long seed) {
    this.folders = List.copyOf(folders);
    this.random = new SplittableRandom(seed);
  }

  void add(Waiting file) {
    int stratum = strata.computeIfAbsent(stratum(file.path()), name -> strata.size());
    tickets.add(new Ticket(stratum, random.nextLong(), file.row()));
  }

  /** The number of songs to draw from. */
  int size() {
    return tickets.size();
  }

  /** The rows of the songs drawn; all of them if there are at most {@code count}. */
  List<Long> draw(int count) {
    Ticket[] order = tickets.toArray(Ticket[]::new);
    Arrays.sort(order);
    int wanted = Math.min(count, order.length);
    List<Long> rows = new ArrayList<>(wanted);
    if (wanted > 0) {
      double step = (double) order.length / wanted;
      double start = random.nextDouble(step);
      for (int i = 0; i < wanted; i++) {
        int place = (int) (start + i * step);
        rows.add(order[Math.min(place, order.length - 1)].row);
      }
    }
    return rows;
  }

  private String stratum(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (int i = 0; i < folders.size(); i++) {
      if (file.startsWith(folders.get(i))) {
        Path below = folders.get(i).relativize(file);
        String top = below.getNameCount() > 1 ? below.getName(0).toString() : "";
        return i + "/" + top + "/" + extension;
      }
    }
    return "/" + extension;
  }
}
