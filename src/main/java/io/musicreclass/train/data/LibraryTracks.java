package io.musicreclass.train.data;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.TagCatalogue.TaggedTrack;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongTags;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The classified songs in the database, with their tags. */
final class LibraryTracks {
  private static final int PAGE = 1000;

  private LibraryTracks() {}

  /** All songs, read page by page. */
  static void each(Path home, Consumer<TaggedTrack> sink) {
    try (Ledger ledger = Ledger.read(home)) {
      long after = 0;
      List<TaggedTrack> page;
      do {
        page = ledger.catalogue().page(after, PAGE);
        for (TaggedTrack track : page) {
          after = track.track();
          sink.accept(track);
        }
      } while (page.size() == PAGE);
    }
  }

  /** Its artist in a form in which spellings are equal; empty if there is none. */
  static String artist(TaggedTrack track) {
    SongTags tags = track.tags();
    return TagColumns.key(tags.artists().stream().findFirst().orElse(tags.albumArtist()));
  }
}
