package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.ledger.TagCatalogue.TaggedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The genre tags of the classified songs. */
final class LibraryReader implements DataSetReader {
  @Override
  public String name() {
    return "library";
  }

  @Override
  public String description() {
    return "the classified songs with their own genre tags; --annotations FILE: lines genre = tag, tag..."
        + " map tags to genres; other songs are skipped";
  }

  @Override
  public String remedy() {
    return "Classify your music first: reclass run, with reclass.library.paths";
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Optional<GenreTags> map =
        request.annotations().isPresent()
            ? Optional.of(GenreTags.read(request.annotations().get()))
            : Optional.empty();
    LibraryTracks.each(request.home(), track -> add(track, map, out));
  }

  private static void add(TaggedTrack track, Optional<GenreTags> map, RowCollector out) {
    String name = SongFile.text(track.path());
    if (track.tags().genres().isEmpty()) {
      out.leaveOut("songs without a genre tag", name);
      return;
    }
    List<String> genres =
        map.map(tags -> tags.genres(track.tags().genres()))
            .orElse(track.tags().genres().subList(0, 1));
    if (genres.isEmpty()) {
      out.leaveOut("songs whose tags are no genre of the map", track.tags().genre());
    } else if (genres.size() > 1) {
      out.leaveOut("songs whose tags are several genres of the map", name);
    } else {
      String genre = genres.get(0);
      out.add(Row.ofTrack(name, genre, LibraryTracks.artist(track), track.path(), track.track()));
    }
  }
}
