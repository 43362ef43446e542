package io.musicreclass.cli.backup;

import io.musicreclass.backup.Backup;
import io.musicreclass.backup.Place;
import io.musicreclass.cli.settings.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reclass backup}: writes the installation into one file. */
@Command(
    name = "backup",
    description =
        "Saves the database, the settings and your models in one file, even while the daemon runs."
            + " The file contains passwords; only you can read it.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'reclass-backup-'yyyyMMdd'T'HHmmss'Z.zip'")
          .withZone(ZoneOffset.UTC);

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file; default: reclass-backup-TIME.zip in the current folder.")
  private @Nullable Path file;

  @Option(
      names = "--all-models",
      description = "Include models larger than 64 MB, which can be fetched or imported again.")
  private boolean allModels;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Instant now = Instant.now();
    Path archive = (file == null ? Path.of(NAME.format(now)) : file).toAbsolutePath();
    String version = String.join(" ", Objects.requireNonNull(spec).root().version());
    Place place = Place.of(Installation.configuration(), Installation.setup());
    Backup.Outcome outcome = Backup.write(place, archive, allModels, version, now);
    outcome.leftOut().forEach(what -> System.out.println("Left out: " + what));
    System.out.printf(
        "Saved %d files in %s. It contains passwords: keep it private.%n",
        outcome.files(), archive);
    return 0;
  }
}
