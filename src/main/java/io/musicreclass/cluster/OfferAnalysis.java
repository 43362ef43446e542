package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.playback.OpenedFile;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Makes a worker's answer of an offer: opens the song and runs the stages. Thread-safe. */
final class OfferAnalysis {
  private static final Logger LOG = Logger.getLogger(OfferAnalysis.class);

  private final Duration longest;
  private final SharedFolders folders;
  private final SongAnalysis analysis;
  private final AtomicLong songs = new AtomicLong();

  /**
   * @param longest the longest part of a song that is analysed
   */
  OfferAnalysis(Duration longest, SharedFolders folders, SongAnalysis analysis) {
    this.longest = longest;
    this.folders = folders;
    this.analysis = analysis;
  }

  /** How many songs were analysed. */
  long songs() {
    return songs.get();
  }

  /** The stages that can be run now. */
  Set<StageKey> stages() {
    return models().keySet();
  }

  private Map<StageKey, StageModel> models() {
    Map<StageKey, StageModel> models = new LinkedHashMap<>();
    analysis.stages().forEach(stage -> models.put(StageKey.of(stage, longest), stage));
    return models;
  }

  /** The answer of this worker; an error if there are no results. */
  Answer answer(Offer offer, String worker) {
    Map<StageKey, StageModel> own = models();
    List<StageModel> wanted = new ArrayList<>();
    for (StageKey key : offer.stages()) {
      StageModel stage = own.get(key);
      if (stage == null) {
        break;
      }
      wanted.add(stage);
    }
    try (OpenedFile file = folders.open(offer.song())) {
      SongAnalysis.Analysed analysed = analysis.analyse(file.path(), wanted);
      for (StageResult result : analysed.results()) {
        if (result instanceof StageResult.Failed failed) {
          return Answer.failed(offer, worker, failed.reason());
        }
      }
      songs.incrementAndGet();
      return Answer.of(offer, worker, analysed);
    } catch (IOException | RuntimeException | Error e) {
      LOG.infof("Could not analyse a song: reason=%s", FailureText.of(e));
      return Answer.failed(offer, worker, FailureText.of(e));
    }
  }
}
