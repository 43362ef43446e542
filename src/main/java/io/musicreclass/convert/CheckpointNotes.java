package io.musicreclass.convert;

import io.musicreclass.convert.read.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** Notes on a checkpoint's contents that the network itself does not show. */
final class CheckpointNotes {
  private static final int NAMED = 5;

  private CheckpointNotes() {}

  /** Lines for people: which weights are taken, which tensors are not part of the network. */
  static List<String> of(Checkpoint checkpoint) {
    List<String> notes = new ArrayList<>();
    checkpoint
        .average()
        .ifPresent(
            name ->
                notes.add(
                    checkpoint.isAveraged()
                        ? "weights   the averaged copy (" + name + ")"
                        : "weights   as trained; --ema takes the averaged copy (" + name + ")"));
    List<String> unused = checkpoint.unused();
    if (!unused.isEmpty()) {
      String more = unused.size() > NAMED ? " and " + (unused.size() - NAMED) + " more" : "";
      notes.add(
          "unused    "
              + String.join(", ", unused.subList(0, Math.min(NAMED, unused.size())))
              + more
              + " (for training only)");
    }
    return notes;
  }
}
