package io.musicreclass.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.DecodeConfig;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.InboxConfig;
import io.musicreclass.config.MqttConfig;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.config.VoteConfig;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Model packages, songs and settings in a folder, for stages that run on a scripted engine. */
public final class TestStages {
  public static final List<String> GENRES = List.of("Jazz", "Rock");

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private Excerpt excerpt = Excerpt.parse("start:1");

  public TestStages(Path folder) {
    this.folder = folder;
    set("reclass.models.path", folder.resolve("models").toString());
    set("reclass.home", folder.resolve("var").toString());
  }

  /** Sets a setting, such as {@code reclass.stages}. */
  public TestStages set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Makes the models that are added from now on analyse this part of a song. */
  public TestStages analysing(Excerpt part) {
    excerpt = part;
    return this;
  }

  /** Adds a model with an encoder. */
  public TestStages encoder(String stage, String name, List<String> genres) throws IOException {
    return model(stage, name, new Card.Encoder(genres.size(), "mean", null), genres);
  }

  /** Adds a model on the 518 features, without an encoder. */
  public TestStages features(String stage, String name, List<String> genres) throws IOException {
    return model(stage, name, null, genres);
  }

  /** Adds a model of this kind and encoder. */
  public TestStages network(Kind kind, String name, Card.Encoder encoder) throws IOException {
    return model(kind, kind.stage().orElseThrow(), name, encoder, GENRES);
  }

  /** Gives these models, joined by {@code +}, a head with these genres that takes all of them. */
  public TestStages joint(String names, List<String> genres) throws IOException {
    HeadTarget target = new NamedModels(settings()).target(names);
    return rewrite(
        target.voting(),
        new Card.Head(null, List.of(), null, genres, List.of(), Map.of(), null)
            .taking(target.needed(target.width())));
  }

  /** Removes the head of a model with an encoder. */
  public TestStages headless(String name) throws IOException {
    return rewrite(settings().store().find(name).orElseThrow(), null);
  }

  private TestStages rewrite(ModelPackage model, Card.@Nullable Head head) throws IOException {
    Map<String, ModelStore.Content> files = new HashMap<>();
    for (String file : model.card().files().keySet()) {
      byte[] content = Files.readAllBytes(model.folder().resolve(file));
      if (head != null || !file.equals(ModelPackage.HEAD)) {
        files.put(file, out -> out.write(content));
      }
    }
    Card card = model.card().with(head, Instant.parse("2026-01-01T00:00:00Z"));
    var unused = ModelStore.write(folder.resolve("models"), card, files, staged -> {});
    return this;
  }

  private TestStages model(
      String stage, String name, Card.@Nullable Encoder encoder, List<String> genres)
      throws IOException {
    return model(encoder == null ? Kind.HEAD : Kind.MERT, stage, name, encoder, genres);
  }

  private TestStages model(
      Kind kind, String stage, String name, Card.@Nullable Encoder encoder, List<String> genres)
      throws IOException {
    List<String> columns =
        encoder == null ? List.of("zcr.mean.01", "rmse.mean.01") : List.<String>of();
    Card card =
        new Card(
            1,
            name,
            kind,
            stage,
            false,
            "own work",
            null,
            Instant.parse("2026-01-01T00:00:00Z"),
            encoder == null ? 0 : 24_000,
            excerpt,
            new Card.FrontEnd(encoder == null ? "fma518" : "mert", Map.of()),
            encoder,
            new Card.Head(null, columns, null, genres, List.of(), Map.of(), null),
            Map.of());
    Map<String, ModelStore.Content> files =
        encoder == null
            ? Map.of(ModelPackage.HEAD, out -> out.write(name.getBytes(UTF_8)))
            : Map.of(
                ModelPackage.HEAD,
                out -> out.write(1),
                ModelPackage.ENCODER,
                out -> out.write(name.getBytes(UTF_8)));
    var unused = ModelStore.write(folder.resolve("models"), card, files, staged -> {});
    return this;
  }

  /** The stages of these models and settings, run by this engine. */
  public StageRunner stageRunner(ScriptedEngine engine) {
    return StageRunner.load(settings(), engine);
  }

  /** All settings, with defaults for those not set. */
  public Settings settings() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ReclassConfig.class)
            .withMapping(InboxConfig.class)
            .withMapping(DecodeConfig.class)
            .withMapping(EngineConfig.class)
            .withMapping(VoteConfig.class)
            .withMapping(AfterConfig.class)
            .withMapping(MqttConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withValidateUnknown(false)
            .build();
    return new Settings(
        folder,
        config.getConfigMapping(ReclassConfig.class),
        config.getConfigMapping(InboxConfig.class),
        config.getConfigMapping(DecodeConfig.class),
        config.getConfigMapping(EngineConfig.class),
        config.getConfigMapping(VoteConfig.class),
        config.getConfigMapping(AfterConfig.class),
        config.getConfigMapping(MqttConfig.class));
  }

  /** Writes a song of one second; each number gives another tone. */
  public Path song(int number) {
    float[] samples = new float[22_050];
    for (int i = 0; i < samples.length; i++) {
      double t = i / 22_050.0;
      samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * (200 + 37 * number) * t));
    }
    return TestAudio.wav(folder.resolve("song-" + number + ".wav"), 22_050, 1, 16, samples);
  }

  /** The same song, decoded. */
  public Decoded.Audio audio(int number) {
    return (Decoded.Audio) Decoder.open(song(number));
  }
}
