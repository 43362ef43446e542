package io.musicreclass.train.data;

import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;

/** The genres that people have set for songs in the database. */
final class CorrectionsReader implements DataSetReader {
  @Override
  public String name() {
    return "corrections";
  }

  @Override
  public String description() {
    return "the songs whose genre you have corrected, with that genre";
  }

  @Override
  public String remedy() {
    return "Correct genres on the page, or by reclass correct FILE GENRE";
  }

  @Override
  public void read(Request request, RowCollector out) {
    LibraryTracks.each(
        request.home(),
        track -> {
          if (!track.person().isEmpty()) {
            out.add(
                Row.ofTrack(
                    SongFile.text(track.path()),
                    track.person(),
                    LibraryTracks.artist(track),
                    track.path(),
                    track.track()));
          }
        });
  }
}
