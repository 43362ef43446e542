package io.musicreclass.cli.backup;

import io.musicreclass.backup.Place;
import io.musicreclass.backup.Restore;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.ledger.db.LedgerInUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass restore}: puts a backup in place. */
@Command(
    name = "restore",
    description =
        "Replaces the database, the settings, and models of the same names, with those of a backup."
            + " What was there is set aside. The daemon must be stopped.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file made by reclass backup.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    Place place = Place.of(Installation.configuration(), Installation.setup());
    try {
      Restore.Outcome outcome = Restore.from(file.toAbsolutePath(), place, Instant.now());
      System.out.printf("Restored %d files of %s.%n", outcome.files(), outcome.made());
      outcome.aside().forEach(folder -> System.out.println("Set aside: " + folder));
      return 0;
    } catch (LedgerInUseException e) {
      throw new IllegalStateException("Nothing was restored: " + e.getMessage(), e);
    }
  }
}
