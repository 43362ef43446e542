package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.organize.FileChange;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Locale;

/** Prints a line for each changed or failed file, and counts them. */
final class ChangePrinter implements FileChange.Listener {
  private int done;
  private int left;
  private int failed;
  private int unsure;

  /** Files that were changed. */
  int done() {
    return done;
  }

  /** Files that were left unchanged. */
  int left() {
    return left;
  }

  /** Unchanged files that wait for a sure genre. */
  int unsure() {
    return unsure;
  }

  /** Files that could not be changed. */
  int failed() {
    return failed;
  }

  @Override
  public boolean accept(FileChange change) {
    Path target = change.target();
    report(
        change.action(),
        SongFile.text(change.file()),
        target == null ? "" : SongFile.text(target),
        change.note(),
        change.unsure());
    return true;
  }

  /** The same from the daemon's JSON. */
  void accept(JsonNode change) {
    report(
        FileChange.Action.valueOf(change.path("what").asText().toUpperCase(Locale.ROOT)),
        change.path("path").asText(),
        change.path("target").asText(),
        change.path("note").asText(),
        change.path("unsure").asBoolean());
  }

  private void report(
      FileChange.Action action, String file, String target, String note, boolean waits) {
    String notes = note.isEmpty() ? "" : "  (" + note + ")";
    switch (action) {
      case TAG, MOVE, COPY, UNTAG, REMOVE -> {
        done++;
        String to = target.isEmpty() ? "" : " -> " + target;
        System.out.printf("%-9s  %s%s%s%n", action, file, to, notes);
      }
      case LEFT -> {
        left++;
        unsure += waits ? 1 : 0;
        if (!note.isEmpty()) {
          System.out.printf("%-9s  %s%s%n", "-", file, notes);
        }
      }
      case REFUSED, FAILED -> {
        failed++;
        String stays = action == FileChange.Action.REFUSED ? " unchanged: " : ": ";
        System.err.println("reclass: " + file + stays + note);
      }
    }
  }
}
