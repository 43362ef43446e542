package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.ledger.TagCatalogue.TaggedTrack;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of the Million Song Dataset for the songs of one's own library, joined by artist and
 * title regardless of case, accents and punctuation.
 */
final class MsdAudioReader implements DataSetReader {
  private static final String TRACKS = "unique_tracks.txt";
  private static final String BETWEEN = "<SEP>";

  /** Of several tracks by one artist with one title, which differ in genre. */
  private static final String AMBIGUOUS = "";

  @Override
  public String name() {
    return "msd-audio";
  }

  @Override
  public String description() {
    return "your library's songs that are in the Million Song Dataset, by artist and title, with its"
        + " genres: msd_tagtraum_cd1.cls, and unique_tracks.txt or the HDF5 files";
  }

  @Override
  public String remedy() {
    return "Classify your music first (reclass run, with reclass.library.paths), and give the folder"
        + " of unique_tracks.txt or of the HDF5 files";
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Map<String, String> labels = MsdLabels.read(request, out);
    Map<String, String> genres = new HashMap<>();
    Path list = request.folder().resolve(TRACKS);
    if (Files.isRegularFile(list)) {
      out.source(list);
      ofList(list, labels, genres);
    } else {
      for (Map.Entry<String, String> label : labels.entrySet()) {
        Optional<Path> file = MsdLabels.file(request.folder(), label.getKey());
        if (file.isPresent()) {
          MsdTrack track = MsdTrack.metadata(file.get());
          put(genres, track.artist(), track.title(), label.getValue());
        }
      }
    }
    if (genres.isEmpty()) {
      throw ConvertException.of(
          request.folder(),
          "has neither " + TRACKS + " nor HDF5 files of labelled tracks",
          remedy());
    }
    LibraryTracks.each(request.home(), track -> join(track, genres, out));
  }

  private static void ofList(Path file, Map<String, String> labels, Map<String, String> genres)
      throws ConvertException, IOException {
    String remedy = "Give unique_tracks.txt of the Million Song Dataset";
    TextLines.read(
        file,
        remedy,
        (line, number) -> {
          String[] cells = line.split(BETWEEN, -1);
          if (cells.length != 4) {
            throw ConvertException.of(
                file,
                "line %d has %d cells between %s, not 4".formatted(number, cells.length, BETWEEN),
                remedy);
          }
          String genre = labels.get(cells[0]);
          if (genre != null) {
            put(genres, cells[2], cells[3], genre);
          }
        });
  }

  private static void put(Map<String, String> genres, String artist, String title, String genre) {
    genres.merge(key(artist, title), genre, (one, other) -> one.equals(other) ? one : AMBIGUOUS);
  }

  private static String key(String artist, String title) {
    return TagColumns.key(artist) + '\0' + TagColumns.key(title);
  }

  private static void join(TaggedTrack track, Map<String, String> genres, RowCollector out) {
    String name = SongFile.text(track.path());
    String genre = genres.get(key(track.tags().artist(), track.tags().title()));
    if (genre == null) {
      out.leaveOut("songs that are not among the labelled tracks", name);
    } else if (genre.equals(AMBIGUOUS)) {
      out.leaveOut("songs of several tracks that differ in genre", name);
    } else {
      out.add(Row.ofAudio(name, genre, LibraryTracks.artist(track), Part.NONE, track.path()));
    }
  }
}
