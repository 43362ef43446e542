package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.organize.Playlists;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass export}: writes results for other programs. */
@Command(
    name = "export",
    description = "Writes playlists for other programs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ExportCommand implements Runnable {
  private static final int PAGE = 1000;

  /** Only reached without a subcommand. */
  @Override
  public void run() {
    throw new UsageError(
        "Missing subcommand: reclass export m3u DIR writes one playlist per genre");
  }

  @Command(
      name = "m3u",
      description = "Writes one playlist per genre, with paths relative to the folder.",
      mixinStandardHelpOptions = true)
  int m3u(@Parameters(paramLabel = "DIR", description = "Folder for the playlists.") Path folder)
      throws IOException {
    Settings setup = Installation.setup();
    try (Ledger ledger = Ledger.read(setup.home())) {
      Playlists playlists = new Playlists(folder);
      for (String genre : ledger.views().stats().genres().keySet()) {
        List<Path> songs = songs(ledger, genre);
        System.out.printf("%5d  %s%n", songs.size(), SongFile.text(playlists.write(genre, songs)));
      }
    }
    return 0;
  }

  /** The existing files of a genre, sorted by path. */
  private static List<Path> songs(Ledger ledger, String genre) {
    List<Path> songs = new ArrayList<>();
    long before = Long.MAX_VALUE;
    List<TrackRow> page;
    do {
      page = ledger.views().history(HistoryFilter.decided(genre, null, null), before, PAGE);
      for (TrackRow row : page) {
        before = row.seq();
        if (!Playlists.canList(row.path())) {
          System.err.println(
              SongFile.text(row.path()) + ": skipped, its name contains a line break");
        } else if (Files.exists(row.path())) {
          songs.add(row.path());
        }
      }
    } while (page.size() == PAGE);
    Collections.sort(songs);
    return songs;
  }
}
