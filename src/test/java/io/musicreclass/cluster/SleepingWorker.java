package io.musicreclass.cluster;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.testing.TestMqttConfig;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker that identifies songs and sleeps instead of computing; also a process of its own. */
public final class SleepingWorker {
  private SleepingWorker() {}

  /**
   * Arguments: broker, file with the invitation, folder of the test's models, name, milliseconds.
   */
  public static void main(String... args) throws IOException, InterruptedException {
    WorkerNode worker =
        create(
            args[0],
            SharedSecret.ofInvitation(Path.of(args[1])),
            new TestStages(Path.of(args[2])).settings(),
            args[3],
            Integer.parseInt(args[4]));
    worker.start();
    new CountDownLatch(1).await();
  }

  /** A worker with one slot, for which all folders have the owner's names. */
  public static WorkerNode create(
      String broker, SharedSecret secret, Settings settings, String name, int millis) {
    Path songs = settings.root().resolve("songs");
    return new WorkerNode(
        MqttSettings.of(TestMqttConfig.of("url", broker, "node", name), settings.root()),
        secret,
        name,
        1,
        settings.decode().max(),
        SharedFolders.of(List.of(), List.of(songs)),
        new Sleep(ModelSelection.of(settings).stages(), millis));
  }

  private record Sleep(List<StageModel> stages, int millis) implements SongAnalysis {
    @Override
    public Analysed analyse(Path file, List<StageModel> wanted) throws IOException {
      if (!(Decoder.open(file) instanceof Decoded.Audio song)) {
        throw new IOException("no song");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(millis);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return new Analysed(
          SongFacts.of(song, 1, millis), wanted.stream().map(Sleep::result).toList());
    }

    private static StageResult result(StageModel stage) {
      return new StageResult.Scored(
          stage.stage(),
          stage.model().card().name(),
          stage.model().encoderHash(),
          stage.model().headHash(),
          Scores.of(stage.genres(), 0.75, 0.25),
          Embedding.of(new float[] {1, 0}),
          7);
    }
  }
}
