package io.musicreclass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.musicreclass.cli.settings.ClosestName;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.revote.Corrections;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reclass correct}: overrules the genre of a song. */
@Command(
    name = "correct",
    description = {
      "Sets the genre of a song, overriding the vote now and later.",
      "With --undo, the vote applies again."
    },
    mixinStandardHelpOptions = true)
final class CorrectCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "A file of the song.")
  private Path file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "GENRE", description = "Its genre.")
  private @Nullable String genre;

  @Option(names = "--undo", description = "Remove your genre.")
  private boolean undo;

  @Override
  public Integer call() throws IOException {
    if (undo == (genre != null)) {
      throw new UsageError("Give either GENRE or --undo");
    }
    Settings setup = Installation.setup();
    TrackId id = known(setup);
    return LedgerOwner.change(
        setup,
        ledger -> changeLocally(Corrections.of(setup, ledger), id),
        daemon -> {
          String path = "api/tracks/" + id.value() + "/correction";
          JsonNode holds =
              undo
                  ? daemon.send("DELETE", path, Map.of())
                  : daemon.send("PUT", path, Map.of("genre", genre));
          return report(holds.path("genre").asText());
        });
  }

  private TrackId known(Settings setup) {
    Path path = file.toAbsolutePath().normalize();
    try (Ledger ledger = Ledger.read(setup.home())) {
      Optional<TrackId> id = ledger.views().file(path).map(FileRow::id);
      if (id.isEmpty() || ledger.tracks().verdict(id.get()).isEmpty()) {
        throw new UsageError(
            SongFile.text(path) + " has no verdict yet; for its state, run reclass why FILE");
      }
      warn(Corrections.of(setup, ledger));
      return id.get();
    }
  }

  private void warn(Corrections corrections) {
    if (genre != null && !corrections.knows(genre)) {
      System.err.println(
          "reclass: the models do not know the genre "
              + genre
              + ClosestName.to(genre, corrections.genres())
              + " (stored as you wrote it)");
    }
  }

  private int changeLocally(Corrections corrections, TrackId id) {
    Optional<ClassifiedTrack> holds =
        genre == null ? corrections.undo(id) : corrections.correct(id, genre);
    return report(holds.orElseThrow().verdict().genre());
  }

  private int report(String holds) {
    System.out.println(SongFile.text(file) + ": " + holds + (undo ? ", by the vote" : ", by you"));
    return 0;
  }
}
