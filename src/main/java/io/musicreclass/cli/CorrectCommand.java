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

/** {@code reclass correct}: a person's genre for a song. */
@Command(
    name = "correct",
    description = {
      "Gives a song your genre: it holds over what the vote says, now and later.",
      "With --undo, what the vote says holds again."
    },
    mixinStandardHelpOptions = true)
final class CorrectCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "A file of the song.")
  private Path file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "GENRE", description = "Its genre.")
  private @Nullable String genre;

  @Option(names = "--undo", description = "Take your genre back.")
  private boolean undo;

  @Override
  public Integer call() throws IOException {
    if (undo == (genre != null)) {
      throw new UsageError("Say either the genre of the song or --undo");
    }
    Settings setup = Installation.setup();
    TrackId id = known(setup);
    return LedgerOwner.change(
        setup,
        ledger -> here(Corrections.of(setup, ledger), id),
        daemon -> {
          String path = "api/tracks/" + id.value() + "/correction";
          JsonNode holds =
              undo
                  ? daemon.send("DELETE", path, Map.of())
                  : daemon.send("PUT", path, Map.of("genre", genre));
          return told(holds.path("genre").asText());
        });
  }

  private TrackId known(Settings setup) {
    Path path = file.toAbsolutePath().normalize();
    try (Ledger ledger = Ledger.read(setup.home())) {
      Optional<TrackId> id = ledger.views().file(path).map(FileRow::id);
      if (id.isEmpty() || ledger.tracks().verdict(id.get()).isEmpty()) {
        throw new UsageError(
            SongFile.text(path) + " has no verdict yet: reclass why FILE says what became of it");
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
              + " (it is kept as you wrote it)");
    }
  }

  private int here(Corrections corrections, TrackId id) {
    Optional<ClassifiedTrack> holds =
        genre == null ? corrections.undo(id) : corrections.correct(id, genre);
    return told(holds.orElseThrow().verdict().genre());
  }

  private int told(String holds) {
    System.out.println(
        SongFile.text(file) + ": " + holds + (undo ? ", as the vote says" : ", as you say"));
    return 0;
  }
}
