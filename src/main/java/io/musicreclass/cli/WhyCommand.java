package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.config.Settings;
import io.musicreclass.inbox.FileStatus;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass why FILE}: explains the state of a file. */
@Command(
    name = "why",
    description = "Explains the state of a file: ignored, waiting, failed, or its verdict.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file in the inbox.")
  private Path file;

  @Override
  public Integer call() {
    Settings setup = Installation.setup();
    Path path = file.toAbsolutePath().normalize();
    System.out.println(SongFile.text(path));
    boolean missing = Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    status(Inbox.status(setup.inboxFolder(), path), path);
    try (Ledger ledger = Ledger.read(setup.home())) {
      Optional<FileRow> row = ledger.views().file(path);
      row.ifPresentOrElse(
          r -> report(r, ledger, path), () -> line("database", "has not been queued yet"));
    } catch (LedgerException e) {
      line("database", e.getMessage());
    }
    return missing ? 1 : 0;
  }

  private static void status(FileStatus status, Path path) {
    if (status instanceof FileStatus.NotInInbox elsewhere) {
      line("inbox", "the file is not in the inbox " + elsewhere.inbox());
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        line("file", "the file does not exist");
      }
    } else if (status instanceof FileStatus.InboxOffline offline) {
      line("inbox", offline.reason());
    } else if (status instanceof FileStatus.Missing) {
      line("inbox", "the file does not exist");
    } else if (status instanceof FileStatus.Ignored ignored) {
      line("inbox", "ignored: " + ignored.rule());
    } else {
      try {
        SongFile now = SongFile.stat(path);
        line("inbox", "accepted, " + now.size() + " bytes");
      } catch (IOException e) {
        line("inbox", "cannot be read: " + e.getMessage());
      }
    }
  }

  private static void report(FileRow row, Ledger ledger, Path path) {
    line("state", row.state() + " since " + row.at() + ", attempts: " + row.attempts());
    if (row.crashes() > 0) {
      line(
          "suspect",
          "the program crashed, hung or ran out of memory while this file was being analysed;"
              + " occasions: "
              + row.crashes()
              + "; it is tried with no other in progress");
    }
    if (changed(row, path)) {
      line("changed", "the file has changed since; the inbox will queue it once it is complete");
    }
    FailureReason failure = row.failure();
    if (failure != null) {
      line("failure", failure.reason());
      if (!failure.remedy().isEmpty()) {
        line("remedy", failure.remedy());
      }
    }
    if (row.notBefore() != null) {
      line(
          "waits",
          "an attempt failed for reasons other than the song; the next is at " + row.notBefore());
    }
    if (!row.failedStage().isEmpty()) {
      line(
          "without",
          row.failedStage()
              + " failed, so the verdict is based on the other stages; reclass retry or a restart"
              + " analyses it again");
    }
    for (StageResult result : row.results()) {
      line("stage", StageText.of(result));
    }
    if (row.id() != null) {
      line("track", row.id().value());
      Optional<ClassifiedTrack> voteDetails =
          ledger.views().track(row.id()).map(TrackView::voteDetails);
      voteDetails.ifPresent(r -> line("verdict", verdict(r.verdict())));
    }
  }

  private static boolean changed(FileRow row, Path path) {
    try {
      return !SongFile.stat(path).equals(row.file());
    } catch (IOException e) {
      return false; // missing, which was reported
    }
  }

  private static String verdict(Verdict.Decided verdict) {
    return StageText.of(verdict) + ", decided by stage " + verdict.stage();
  }

  private static void line(String what, String text) {
    System.out.printf("  %-8s %s%n", what, text);
  }
}
