package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
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

/** {@code reclass why FILE}: what became of a file. */
@Command(
    name = "why",
    description = "Says what became of a file: ignored, waiting, failed, or heard as what.",
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
    whereabouts(Inbox.why(setup.inboxFolder(), path), path);
    try (Ledger ledger = Ledger.read(setup.home())) {
      Optional<FileRow> row = ledger.views().file(path);
      row.ifPresentOrElse(
          r -> told(r, ledger, path), () -> say("ledger", "has not been queued yet"));
    } catch (LedgerException e) {
      say("ledger", e.getMessage());
    }
    return missing ? 1 : 0;
  }

  private static void whereabouts(FileStatus whereabouts, Path path) {
    if (whereabouts instanceof FileStatus.NotInInbox elsewhere) {
      say("inbox", "the file is not in the inbox " + elsewhere.inbox());
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        say("file", "there is no such file now");
      }
    } else if (whereabouts instanceof FileStatus.InboxAway away) {
      say("inbox", away.reason());
    } else if (whereabouts instanceof FileStatus.Missing) {
      say("inbox", "there is no such file now");
    } else if (whereabouts instanceof FileStatus.Ignored ignored) {
      say("inbox", "ignored: " + ignored.rule());
    } else {
      try {
        SongFile now = SongFile.stat(path);
        say("inbox", "a file the inbox takes, " + now.size() + " bytes");
      } catch (IOException e) {
        say("inbox", "cannot be looked at: " + e.getMessage());
      }
    }
  }

  private static void told(FileRow row, Ledger ledger, Path path) {
    say("state", row.state() + " since " + row.at() + ", tried " + row.attempts() + " times");
    if (row.crashes() > 0) {
      say("crashes", row.crashes() + " while this file was being heard");
    }
    if (changed(row, path)) {
      say("changed", "the file is not what it was then; the inbox will report it once it is whole");
    }
    FailureReason failure = row.failure();
    if (failure != null) {
      say("failure", failure.reason());
      if (!failure.mend().isEmpty()) {
        say("mend", failure.mend());
      }
    }
    if (row.notBefore() != null) {
      say("waits", "a try failed, for reasons beside the song; the next is at " + row.notBefore());
    }
    if (!row.failedStage().isEmpty()) {
      say(
          "without",
          row.failedStage()
              + " failed, so the verdict is that of the other stages; reclass retry, or a restart,"
              + " lets it be heard again");
    }
    for (StageResult result : row.results()) {
      say("stage", StageText.of(result));
    }
    if (row.id() != null) {
      say("track", row.id().value());
      Optional<ClassifiedTrack> receipt = ledger.views().track(row.id()).map(TrackView::receipt);
      receipt.ifPresent(r -> say("verdict", verdict(r.verdict())));
    }
  }

  private static boolean changed(FileRow row, Path path) {
    try {
      return !SongFile.stat(path).equals(row.file());
    } catch (IOException e) {
      return false; // gone, which was said
    }
  }

  private static String verdict(Verdict.Decided verdict) {
    return StageText.percent(verdict.genre(), verdict.confidence())
        + (verdict.sure() ? ", sure" : ", unsure")
        + ", ended by stage "
        + verdict.stage();
  }

  private static void say(String what, String text) {
    System.out.printf("  %-8s %s%n", what, text);
  }
}
