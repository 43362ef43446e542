package io.musicreclass.web.api;

import static io.musicreclass.similar.EmbeddedSongs.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.organize.Playlists;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.similar.SimilarSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.TestDaemon;
import io.musicreclass.web.http.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarApiTest {
  @TempDir private Path folder;

  @Test
  void theJsonNamesSongsModelAndCounts() throws IOException {
    TestStages stages =
        new TestStages(folder).network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null));
    ModelPackage mn04 = stages.settings().store().find("mn04").orElseThrow();
    Synthetic.write(
        stages.settings().home(),
        Stream.of(
            EmbeddedSongs.song(1, mn04, 3, 4),
            EmbeddedSongs.song(2, mn04, 0, 2),
            EmbeddedSongs.without(3)));
    try (Ledger ledger = Ledger.open(stages.settings().home());
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      songs.update(() -> false);
      SimilarTracks tracks =
          SimilarTracks.of(songs.to(id(2), 5), songs.model(), ledger.catalogue());
      assertThat(new ObjectMapper().writeValueAsString(tracks))
          .isEqualTo(
              "{\"model\":\"mn04\",\"compared\":2,\"uncompared\":1,\"tracks\":[{\"id\":\""
                  + id(1).value()
                  + "\",\"file\":\"song-1.mp3\",\"path\":\"/music/song-1.mp3\",\"genre\":\"Jazz\","
                  + "\"similarity\":0.8}]}");
    }
  }

  @Test
  void thePlaylistBeginsWithTheSongAndGoesOnWithTheMostSimilar() throws IOException {
    TestStages stages =
        new TestStages(folder).network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null));
    ModelPackage mn04 = stages.settings().store().find("mn04").orElseThrow();
    Synthetic.write(
        stages.settings().home(),
        Stream.of(
            EmbeddedSongs.song(1, mn04, 3, 4),
            EmbeddedSongs.song(2, mn04, 0, 2),
            EmbeddedSongs.song(3, mn04, 1, 9)));
    try (Ledger ledger = Ledger.open(stages.settings().home());
        SimilarSongs songs = SimilarSongs.owned(stages.settings(), ledger)) {
      songs.update(() -> false);
      byte[] list =
          ListsApi.playlist(
              id(2), (SimilarSongs.Answer.Found) songs.to(id(2), 5), ledger, SongFile::bytes);
      assertThat(new String(list, UTF_8))
          .isEqualTo(
              Playlists.header("similar")
                  + "/music/song-2.mp3\n/music/song-3.mp3\n/music/song-1.mp3\n");
    }
  }

  @Test
  void thereIsNoPlaylistWithoutAnEncoder() throws IOException {
    Synthetic.write(folder.resolve("var"), Stream.of(EmbeddedSongs.without(1)));
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      ListsApi api = new ListsApi(daemon.holder(), new SimilarApi(daemon.holder()));
      assertThatThrownBy(() -> api.similar(id(1).value(), 5))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("no voting model has an encoder");
    }
  }

  @Test
  void withoutAnEncoderTheReasonAndTheRemedyAreGiven() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      SimilarSongs songs = daemon.holder().started().similarSongs();
      Ledger ledger = daemon.holder().started().ledger();
      SimilarTracks tracks =
          SimilarTracks.of(songs.to(id(1), 5), songs.model(), ledger.catalogue());
      assertThat(tracks.tracks()).isEmpty();
      assertThat(tracks.reason()).contains("no voting model has an encoder");
      assertThat(tracks.mend()).contains("reclass model import");
    }
  }

  @Test
  void unknownSongsAndImpossibleNumbersAreRefused() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      SimilarApi api = new SimilarApi(daemon.holder());
      assertThatThrownBy(() -> api.similar(id(1).value(), 5))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("Unknown song");
      assertThatThrownBy(() -> api.similar(id(1).value(), 0)).isInstanceOf(ApiException.class);
      assertThatThrownBy(() -> api.similar(id(1).value(), 501)).isInstanceOf(ApiException.class);
      assertThatThrownBy(() -> api.similar("nonsense", 5)).isInstanceOf(ApiException.class);
    }
  }
}
