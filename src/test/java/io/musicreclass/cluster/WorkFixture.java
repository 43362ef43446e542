package io.musicreclass.cluster;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Scores;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An offered song, its right answer, and what becomes of it. */
final class WorkFixture {
  static final Duration LONGEST = Duration.ofMinutes(20);
  static final TrackId ID = new TrackId("sha256:" + "ab".repeat(32));
  static final SongTags TAGS = new SongTags("Title", "Artist", "Album", "", "Jazz", null);

  final List<StageModel> stages;

  WorkFixture(Path folder) throws IOException {
    stages =
        ModelSelection.of(
                new TestStages(folder)
                    .encoder("mert", "two", TestStages.GENRES)
                    .encoder("jmla", "three", TestStages.GENRES)
                    .settings())
            .stages();
  }

  /** A song that notes what becomes of it. */
  static final class Song implements WaitingSong {
    final List<List<StageResult>> results = new ArrayList<>();
    final List<Boolean> givenBack = new ArrayList<>();
    private final List<StageModel> stages;
    private final Optional<TrackId> id;

    Song(List<StageModel> stages, Optional<TrackId> id) {
      this.stages = stages;
      this.id = id;
    }

    @Override
    public Path folder() {
      return Path.of("/srv/music");
    }

    @Override
    public SongFile file() {
      return new SongFile(Path.of("/srv/music/a/b.mp3"), 1, 2, 3);
    }

    @Override
    public Optional<TrackId> id() {
      return id;
    }

    @Override
    public List<StageModel> stages() {
      return stages;
    }

    @Override
    public void analysed(SongFacts song, List<StageResult> given) {
      results.add(given);
    }

    @Override
    public void givenBack(boolean failed) {
      givenBack.add(failed);
    }
  }

  Song song() {
    return new Song(stages, Optional.empty());
  }

  static SongFacts facts() {
    return new SongFacts(ID, Optional.empty(), 200, "mp3", 44_100, 2, TAGS, 3, 9);
  }

  static StageResult.Scored scored(StageModel stage) {
    return new StageResult.Scored(
        stage.stage(),
        stage.model().card().name(),
        stage.model().encoderHash(),
        stage.model().headHash(),
        Scores.of(stage.genres(), 0.75, 0.25),
        Embedding.of(new float[] {1.5f, -2}),
        7);
  }

  Offer offer(WaitingSong song) {
    return new Offer(
        RandomIds.next(),
        RandomIds.next(),
        "session",
        SharedSong.of(song.folder(), song.file().path(), song.file().size()),
        song.id(),
        stages.stream().map(stage -> StageKey.of(stage, LONGEST)).toList());
  }

  /** The right answer. */
  Answer answer(Offer offer) {
    return Answer.of(
        offer,
        "w",
        new SongAnalysis.Analysed(
            facts(), stages.stream().<StageResult>map(WorkFixture::scored).toList()));
  }
}
