package io.musicreclass.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of one's own songs. */
class LibraryReaderTest {
  @TempDir private Path folder;

  private Path home() {
    return folder.resolve("var");
  }

  private LabelledData read(String name, Optional<Path> path, Optional<Path> more, int fewest)
      throws ConvertException, IOException {
    return LabelledData.read(new Request(name, path, more, "", fewest, home()));
  }

  private void decide(SongTags... all) throws IOException {
    TestStages stages = new TestStages(folder).encoder("mert", "mert", TestStages.GENRES);
    try (Ledger ledger = Ledger.open(home())) {
      for (int i = 0; i < all.length; i++) {
        EmbeddedSongs.decide(
            ledger, i + 1, all[i], stages.settings().store().find("mert").orElseThrow(), 1, 0);
      }
      ledger.reviews().correct(Songs.id(2), "Ska", Instant.EPOCH, List.of());
    }
  }

  private static SongTags tags(String title, String artist, String... genres) {
    return new SongTags(title, List.of(artist), "", "", List.of(genres), null, false);
  }

  @Test
  void genreTagsAreMappedAndRareOnesAreLeftOut() throws Exception {
    decide(
        tags("a", "Björk", "Trip-Hop"),
        tags("b", "BJORK", "Electronica", "House"),
        tags("c", "C", "Bebop"),
        tags("d", "D", "Trap"),
        tags("e", "E", "Trap", "Bebop"),
        tags("f", "F", "Polka"),
        SongTags.NONE);
    Path map = folder.resolve("map.txt");
    Files.writeString(
        map, "# mine\nElectronic = trip hop, Electronica, house\nJazz = bebop\nRap = Trap\n");
    LabelledData data = read("library", Optional.empty(), Optional.of(map), 2);
    assertThat(data.rows()).extracting(Row::genre).containsExactly("Electronic", "Electronic");
    assertThat(data.rows()).extracting(Row::group).containsExactly("bjork", "bjork");
    assertThat(data.rows().get(0).audio()).contains(EmbeddedSongs.path(1));
    assertThat(data.notes())
        .containsExactly(
            "skipped songs whose tags are several genres of the map: 1 (/music/song-5.mp3)",
            "skipped songs whose tags are no genre of the map: 1 (Polka)",
            "skipped songs without a genre tag: 1 (/music/song-7.mp3)",
            "skipped songs of genres with fewer than 2 songs: 2 (Jazz, Rap)");
    Files.writeString(map, "Jazz = Bebop\nRap: Trap\n");
    assertThatThrownBy(() -> read("library", Optional.empty(), Optional.of(map), 1))
        .hasMessageContaining("map.txt: line 2: 'Rap: Trap' is not genre = tag, tag. Write lines");
    Files.writeString(map, "Jazz = Bebop\nRap = bebop\n");
    assertThatThrownBy(() -> read("library", Optional.empty(), Optional.of(map), 1))
        .hasMessageContaining("line 2: bebop is Jazz already");
  }

  @Test
  void spellingsOfOneTagAreOneGenre() throws Exception {
    decide(tags("a", "A", "Hip Hop"), tags("b", "B", "Hip-Hop"), tags("c", "C", "Hip-Hop"));
    assertThat(read("library", Optional.empty(), Optional.empty(), 3).rows())
        .extracting(Row::genre)
        .containsOnly("Hip-Hop")
        .hasSize(3);
  }

  @Test
  void correctionsAreLabels() throws Exception {
    decide(tags("a", "A", "Rock"), tags("b", "B", "Rock"));
    LabelledData data = read("corrections", Optional.empty(), Optional.empty(), 1);
    assertThat(data.rows()).extracting(Row::genre).containsExactly("Ska");
    assertThat(data.rows()).extracting(Row::group).containsExactly("b");
    assertThatThrownBy(() -> read("corrections", Optional.empty(), Optional.empty(), 2))
        .hasMessageContaining("no song for the data set corrections")
        .hasMessageContaining("Correct genres on the page");
  }

  @Test
  void labelsOfTheMillionSongsJoinByArtistAndTitle() throws Exception {
    decide(
        tags("Svefn-g-englar", "Sigur Rós", "x"),
        tags("Hyperballad", "Björk", "x"),
        tags("Both", "Two", "x"),
        tags("Unknown", "Z", "x"));
    Files.write(
        folder.resolve("unique_tracks.txt"),
        List.of(
            "TRAAAAW128F429D530<SEP>SO1<SEP>SIGUR ROS<SEP>Svefn G Englar",
            "TRAAAAW128F429D531<SEP>SO2<SEP>Björk<SEP>Hyper-Ballad",
            "TRAAAAW128F429D532<SEP>SO3<SEP>Two<SEP>Both",
            "TRAAAAW128F429D533<SEP>SO4<SEP>Two<SEP>(Both)",
            "TRAAAAW128F429D539<SEP>SO9<SEP>Not<SEP>labelled"));
    Files.write(
        folder.resolve("msd_tagtraum_cd1.cls"),
        List.of(
            "TRAAAAW128F429D530\tPop_Rock",
            "TRAAAAW128F429D531\tElectronic",
            "TRAAAAW128F429D532\tJazz",
            "TRAAAAW128F429D533\tRap"));
    LabelledData data = read("msd-audio", Optional.of(folder), Optional.empty(), 1);
    assertThat(data.rows()).extracting(Row::genre).containsExactly("Pop_Rock", "Electronic");
    assertThat(data.isTableOnly()).isFalse();
    assertThat(data.notes())
        .containsExactly(
            "skipped songs of several tracks that differ in genre: 1 (/music/song-3.mp3)",
            "skipped songs that are not among the labelled tracks: 1 (/music/song-4.mp3)");
    Files.writeString(folder.resolve("unique_tracks.txt"), "TRAAAAW128F429D530,SO1\n");
    assertThatThrownBy(() -> read("msd-audio", Optional.of(folder), Optional.empty(), 1))
        .hasMessageContaining("unique_tracks.txt: line 1 has 1 cells between <SEP>, not 4");
  }

  @Test
  void foldersAreGenres() throws Exception {
    Path music = folder.resolve("music");
    for (String file : List.of("Rock/a.wav", "Rock/album/b.wav", "Ska/c.wav", "stray.wav")) {
      Files.createDirectories(music.resolve(file).getParent());
      TestAudio.wav(music.resolve(file), 8000, 1, 16, new float[80]);
    }
    Files.writeString(music.resolve("Ska/cover.jpg"), "x");
    LabelledData data = read("folders", Optional.of(music), Optional.empty(), 1);
    assertThat(data.rows())
        .extracting(Row::name)
        .containsExactly("Rock/a.wav", "Rock/album/b.wav", "Ska/c.wav");
    assertThat(data.rows()).extracting(Row::genre).containsExactly("Rock", "Rock", "Ska");
    assertThat(data.notes())
        .containsExactly(
            "skipped songs in no genre's folder: 1 (stray.wav)",
            "3 of 3 songs have no known artist: each counts as an artist of its own, which"
                + " overrates a head if they recur");
  }
}
