package io.musicreclass.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.DecodeConfig;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.InboxConfig;
import io.musicreclass.config.MqttConfig;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.VoteConfig;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir private Path folder;

  @Test
  void everyKeyAndDefaultMatchesTheContract() {
    Map<String, String> expected = new HashMap<>();
    expected.put("reclass.home", "./var");
    expected.put("reclass.backup.path", null);
    expected.put("reclass.models.path", "./models");
    expected.put("reclass.models.fetch", "auto");
    expected.put("reclass.models.mirror", null);
    expected.put("reclass.inbox.path", "./inbox");
    expected.put("reclass.inbox.watch", "auto");
    expected.put("reclass.inbox.settle", "2s");
    expected.put("reclass.library.paths", null);
    expected.put("reclass.library.rescan", "24h");
    expected.put("reclass.library.hours", null);
    expected.put("reclass.workers.enabled", "false");
    expected.put("reclass.workers.lease", "30s");
    expected.put("reclass.workers.secret-file", null);
    expected.put("reclass.workers.map", null);
    expected.put("reclass.decode.max", "20m");
    expected.put("reclass.engine.kind", "auto");
    expected.put("reclass.engine.precision", "fp16");
    expected.put("reclass.engine.resident", "all");
    expected.put("reclass.engine.threads", null);
    expected.put("reclass.genre-map", null);
    expected.put("reclass.genres", "auto");
    expected.put("reclass.stages", null);
    expected.put("reclass.vote.rule", null);
    expected.put("reclass.vote.thresholds", "0.95,0.90");
    expected.put("reclass.vote.weights.*", null);
    expected.put("reclass.vote.temperatures.*", null);
    expected.put("reclass.vote.sure", "0.60");
    expected.put("reclass.after.action", "keep");
    expected.put("reclass.after.path", "./sorted/{genre}/{artist}/{album}/{file}");
    expected.put("reclass.after.tag", "off");
    expected.put("reclass.after.only-sure", "true");
    expected.put("reclass.after.unsure-path", null);
    expected.put("reclass.after.mtime", "new");
    expected.put("reclass.after.names", null);
    expected.put("reclass.mqtt.url", null);
    expected.put("reclass.mqtt.node", null);
    expected.put("reclass.mqtt.username", null);
    expected.put("reclass.mqtt.password", null);
    expected.put("reclass.mqtt.password-file", null);
    expected.put("reclass.mqtt.ca", null);
    expected.put("reclass.mqtt.cert", null);
    expected.put("reclass.mqtt.key", null);
    expected.put("reclass.mqtt.discovery", "true");
    expected.put("reclass.mqtt.discovery-prefix", "homeassistant");
    expected.put("reclass.web.token-for", "changes");
    expected.put("reclass.web.hosts", null);
    expected.put("reclass.web.listen", "token");
    expected.put("reclass.web.trusted-proxy", null);
    expected.put("reclass.playlists.path", null);
    expected.put("reclass.playlists.map", null);
    expected.put("reclass.players.interval", "10m");
    expected.put("reclass.players.plex.url", null);
    expected.put("reclass.players.plex.token-file", null);
    expected.put("reclass.players.jellyfin.url", null);
    expected.put("reclass.players.jellyfin.token-file", null);
    expected.put("reclass.players.navidrome.url", null);
    expected.put("reclass.players.navidrome.username", null);
    expected.put("reclass.players.navidrome.password-file", null);
    expected.put("reclass.web.base", "/");
    assertThat(SettingsReader.defaults()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void withoutAnyConfigurationTheDefaultsAreRead() throws IOException {
    SettingsReader settings = load("", Map.of(), Map.of());
    assertThat(settings.get(InboxConfig.class).settle()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.get(InboxConfig.class).watch()).isEqualTo(InboxConfig.Watch.AUTO);
    assertThat(settings.get(DecodeConfig.class).max()).isEqualTo(Duration.ofMinutes(20));
    assertThat(settings.get(EngineConfig.class).precision()).isEqualTo(EngineConfig.Precision.FP16);
    VoteRules vote = VoteRules.of(settings.get(VoteConfig.class), false);
    assertThat(vote.weights(1)).containsExactly(1.0);
    assertThat(vote.weights(2)).containsExactly(0.40, 0.60);
    assertThat(vote.weights(3)).containsExactly(0.25, 0.35, 0.40);
    assertThat(vote.weights(4)).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(settings.get(MqttConfig.class).url()).isEmpty();
    assertThat(settings.get(ReclassConfig.class).home()).isEqualTo("./var");
  }

  @Test
  void severalKindsOfTagsAreWritten() throws IOException {
    String key = "reclass.after.tag=";
    assertThat(load("", Map.of(), Map.of()).get(AfterConfig.class).isTagging()).isFalse();
    AfterConfig after =
        load(key + "genre, style,mood\n", Map.of(), Map.of()).get(AfterConfig.class);
    assertThat(after.isTagging()).isTrue();
    assertThat(after.tag())
        .containsExactlyInAnyOrder(
            AfterConfig.Tag.GENRE, AfterConfig.Tag.STYLE, AfterConfig.Tag.MOOD);
    assertThatThrownBy(() -> load(key + "genre,color\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.after.tag")
        .hasMessageContaining("color");
  }

  @Test
  void systemPropertiesWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    String file = "reclass.home=a\nreclass.inbox.path=b\nreclass.mqtt.node=c\n";
    SettingsReader settings =
        load(
            file,
            Map.of("RECLASS_INBOX_PATH", "x", "RECLASS_MQTT_NODE", "y", "PATH", "/bin"),
            Map.of("reclass.mqtt.node", "z"));
    assertThat(settings.get(ReclassConfig.class).home()).isEqualTo("a");
    assertThat(settings.get(InboxConfig.class).path()).isEqualTo("x");
    assertThat(settings.get(MqttConfig.class).node()).hasValue("z");
  }

  @Test
  void temperaturesAreRowsToo() throws IOException {
    VoteRules vote =
        VoteRules.of(
            load("reclass.vote.temperatures.2=1.5,0.8\n", Map.of(), Map.of()).get(VoteConfig.class),
            false);
    assertThat(vote.temperatures(2)).containsExactly(1.5, 0.8);
    assertThat(vote.temperatures(3)).containsExactly(1.0, 1.0, 1.0);
    assertThatThrownBy(() -> load("reclass.vote.temperatures.2=0,1\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.vote.temperatures.2: expected 2 numbers above 0.01");
  }

  @Test
  void weightsHaveARowForAnyNumberOfStages() throws IOException {
    VoteRules vote =
        VoteRules.of(
            load(
                    "reclass.vote.weights.2=0.3,0.7\n",
                    Map.of("RECLASS_VOTE_WEIGHTS_4", "1,2,3,4"),
                    Map.of("reclass.vote.weights.5", "1,1,1,1,2"))
                .get(VoteConfig.class),
            false);
    assertThat(vote.weights(2)).containsExactly(0.3, 0.7);
    assertThat(vote.weights(3)).containsExactly(0.25, 0.35, 0.40);
    assertThat(vote.weights(4)).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(vote.weights(5)).containsExactly(1.0, 1.0, 1.0, 1.0, 2.0);
    for (String key : List.of("reclass.vote.weights.4=1", "reclass.vote.weights.0=1")) {
      assertThatThrownBy(() -> load(key + "\n", Map.of(), Map.of()))
          .hasMessageContaining(key.substring(0, key.length() - 2));
    }
    assertThatThrownBy(() -> load("reclass.vote.weights.many=1\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.vote.weights.many");
  }

  @Test
  void keysWithHyphensCanBeSetByVariables() throws IOException {
    SettingsReader settings = load("", Map.of("RECLASS_MQTT_DISCOVERY_PREFIX", "ha"), Map.of());
    assertThat(settings.get(MqttConfig.class).discoveryPrefix()).isEqualTo("ha");
  }

  @Test
  void listsAreWrittenWithCommas() throws IOException {
    SettingsReader settings =
        load("reclass.stages=fma:a, mert:b\nreclass.vote.thresholds=0.8,0.7\n", Map.of(), Map.of());
    assertThat(settings.get(ReclassConfig.class).stages())
        .hasValueSatisfying(stages -> assertThat(stages).hasSize(2));
    assertThat(settings.get(VoteConfig.class).thresholds()).isEqualTo(List.of(0.8, 0.7));
  }

  @Test
  void aKeyWithoutAValueIsNotSet() throws IOException {
    assertThat(load("reclass.mqtt.url=\n", Map.of(), Map.of()).get(MqttConfig.class).url())
        .isEmpty();
  }

  @Test
  void allProblemsAreReportedTogetherWithTheirKeys() {
    String file =
        """
        reclass.inbox.settle=soon
        reclass.inbox.wtach=auto
        reclass.vote.sure=1.5
        reclass.engine.kind=abacus
        reclass.after.action=shred
        reclass.libary.paths=/music
        """;
    assertThatThrownBy(() -> load(file, Map.of("RECLASS_HOMEE", "x"), Map.of()))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("reclass.inbox.settle")
        .hasMessageContaining("did you mean reclass.inbox.watch?")
        .hasMessageContaining("reclass.engine.kind")
        .hasMessageContaining("reclass.after.action")
        .hasMessageContaining("reclass.libary.paths")
        .hasMessageContaining("RECLASS_HOMEE");
  }

  @Test
  void numbersOfTheVoteAreCheckedTogetherWithTheRest() {
    assertThatThrownBy(
            () -> load("reclass.vote.sure=1.5\nreclass.vote.weights.2=1\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.vote.sure")
        .hasMessageContaining("reclass.vote.weights.2");
  }

  @Test
  void invalidStagesAreReportedTogetherWithTheRest() {
    assertThatThrownBy(() -> load("reclass.stages=mert\nreclass.vote.sure=2\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.stages: 'mert' is not of the form stage:model")
        .hasMessageContaining("reclass.vote.sure");
  }

  @Test
  void aMirrorMustBeAWebServer() throws IOException {
    assertThat(load("reclass.models.mirror=http://nas:8000/x\n", Map.of(), Map.of())).isNotNull();
    assertThatThrownBy(() -> load("reclass.models.mirror=/mnt/nas\n", Map.of(), Map.of()))
        .hasMessage("reclass.models.mirror: /mnt/nas is not an http:// or https:// URL");
    assertThatThrownBy(() -> load("reclass.models.fetch=sometimes\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.models.fetch");
  }

  @Test
  void filesAreNotSortedIntoTheInbox() throws IOException {
    String into = "reclass.after.path=inbox/{genre}/{file}\n";
    assertThatThrownBy(() -> load(into + "reclass.after.action=move\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.after.path is inside the inbox");
    assertThat(load(into, Map.of(), Map.of()).get(AfterConfig.class).action())
        .isEqualTo(AfterConfig.Action.KEEP);
  }

  @Test
  void anExplicitOnlySureIsDistinguishedFromTheDefault() throws IOException {
    AfterConfig unset = load("", Map.of(), Map.of()).get(AfterConfig.class);
    assertThat(unset.onlySure()).isTrue();
    assertThat(unset.isOnlySureSet()).isFalse();
    AfterConfig set =
        load("reclass.after.only-sure=true\n", Map.of(), Map.of()).get(AfterConfig.class);
    assertThat(set.isOnlySureSet()).isTrue();
    AfterConfig variable =
        load("", Map.of("RECLASS_AFTER_ONLY_SURE", "false"), Map.of()).get(AfterConfig.class);
    assertThat(variable.onlySure()).isFalse();
    assertThat(variable.isOnlySureSet()).isTrue();
  }

  @Test
  void unsureSongsAreNotSortedIntoTheInboxEither() {
    String into = "reclass.after.action=move\nreclass.after.unsure-path=inbox/unsure/{file}\n";
    assertThatThrownBy(() -> load(into, Map.of(), Map.of()))
        .hasMessageContaining("reclass.after.unsure-path is inside the inbox");
    assertThatThrownBy(() -> load("reclass.after.unsure-path=unsure\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.after.unsure-path is 'unsure'");
  }

  @Test
  void anInvalidGenreNamesFileIsReportedTogetherWithTheRest() throws IOException {
    Files.writeString(folder.resolve("names"), "# words\n\nRock = Rock'n'Roll\nJazz\n");
    assertThatThrownBy(
            () -> load("reclass.after.names=names\nreclass.vote.sure=2\n", Map.of(), Map.of()))
        .hasMessageContaining(
            "reclass.after.names: " + folder.resolve("names") + ", line 4: 'Jazz'")
        .hasMessageContaining("reclass.vote.sure");
    assertThatThrownBy(() -> load("reclass.after.names=nothing\n", Map.of(), Map.of()))
        .hasMessageContaining(folder.resolve("nothing") + " cannot be read");
  }

  @Test
  void anInvalidPatternIsReportedTogetherWithTheRest() {
    assertThatThrownBy(
            () -> load("reclass.after.path={genre}\nreclass.vote.sure=2\n", Map.of(), Map.of()))
        .hasMessageContaining("reclass.after.path is '{genre}'")
        .hasMessageContaining("reclass.vote.sure");
  }

  @Test
  void aLibraryInsideTheInboxIsReportedTogetherWithTheRest() {
    assertThatThrownBy(
            () ->
                load(
                    "reclass.library.paths=music,inbox/x\nreclass.vote.sure=2\n",
                    Map.of(),
                    Map.of()))
        .hasMessageContaining("reclass.library.paths: " + folder.resolve("inbox/x"))
        .hasMessageContaining("reclass.vote.sure");
  }

  @Test
  void aCharacterThatNoNameHasIsReportedWithItsKey() {
    assertThatThrownBy(() -> load("reclass.inbox.path=/a\\u0000\n", Map.of(), Map.of()))
        .isInstanceOf(UsageError.class)
        .hasMessageStartingWith("reclass.inbox.path (")
        .hasMessageContaining("contains a zero");
    assertThatThrownBy(() -> load("reclass.home=/a\\ud800\n", Map.of(), Map.of()))
        .isInstanceOf(UsageError.class)
        .hasMessageStartingWith("reclass.home (");
  }

  @Test
  void aKeyThatIsNoneOfItsMapIsReportedOnceByItsWholeName() {
    for (String key : List.of("x", "*", "99999999999", "* ")) {
      String name = "reclass.vote.weights." + key;
      assertThatThrownBy(() -> load("", Map.of(name, "1"), Map.of()))
          .isInstanceOfSatisfying(
              UsageError.class,
              e -> assertThat(e.lines()).singleElement().asString().startsWith(name + " ("));
      assertThatThrownBy(() -> load("", Map.of(), Map.of(name, "1")))
          .isInstanceOfSatisfying(
              UsageError.class,
              e -> assertThat(e.lines()).singleElement().asString().startsWith(name + " ("));
    }
  }

  @Test
  void aFileInAnotherEncodingIsReported() throws IOException {
    Path file = folder.resolve("application.properties");
    Files.write(file, new byte[] {'#', (byte) 0xfc});
    assertThatThrownBy(() -> SettingsReader.load(folder, file, Map.of(), Map.of()))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(file + " (it is not UTF-8 text)");
  }

  private SettingsReader load(
      String file, Map<String, String> environment, Map<String, String> system) throws IOException {
    Path path = folder.resolve("application.properties");
    Files.writeString(path, file);
    return SettingsReader.load(folder, path, environment, system);
  }
}
