package io.musicreclass.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.cli.settings.TestSettings;
import io.musicreclass.publish.Mosquitto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupServiceTest {
  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();
  private Path file;
  private int port;

  @BeforeEach
  void setUp() throws IOException {
    file = root.resolve("config/application.properties");
    port = Mosquitto.freePort();
  }

  private SetupService setupService() {
    return new SetupService(file, environment, path -> TestSettings.setup(root, path, environment));
  }

  private SetupAnswers answers(
      String broker, String username, @Nullable String password, String... library) {
    return new SetupAnswers(broker, username, password, "./drop é", List.of(library), false, port);
  }

  private void written(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Map<String, String> problems(SetupOutcome outcome) {
    assertThat(outcome.written()).isFalse();
    return outcome.findings().stream()
        .filter(finding -> !finding.ok())
        .collect(Collectors.toMap(CheckResult::field, CheckResult::text));
  }

  private void assertNoDraftIsLeft() throws IOException {
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .isSubsetOf("application.properties", "mqtt-password");
    }
  }

  @Test
  void validAnswersAreCheckedAndSavedAndTheRestIsUnchanged() throws Exception {
    Path music = Files.createDirectories(root.resolve("My Music"));
    written("# mine\nreclass.vote.sure=0.7\nreclass.mqtt.node=kitchen\n");
    try (Mosquitto mosquitto =
        Mosquitto.start(root, Mosquitto.login(root, "reclass", "très secret"))) {
      SetupService setupService = setupService();
      assertThat(setupService.configured()).isFalse();
      SetupOutcome outcome =
          setupService.save(answers(mosquitto.url(), "reclass", "très secret", music.toString()));

      assertThat(outcome.findings()).as("" + outcome).allMatch(CheckResult::ok);
      assertThat(outcome.written()).isTrue();
      assertThat(outcome.findings().stream().map(CheckResult::text))
          .anyMatch(text -> text.contains("test message sent and received"))
          .anyMatch(text -> text.endsWith("created; watched by inotify"));
      assertThat(root.resolve("drop é")).isEmptyDirectory();
      assertThat(file)
          .hasContent(
              """
              # mine
              reclass.vote.sure=0.7
              reclass.mqtt.node=kitchen
              reclass.mqtt.url=%s
              reclass.mqtt.username=reclass
              reclass.mqtt.password-file=config/mqtt-password
              reclass.inbox.path=./drop é
              reclass.library.paths=%s
              quarkus.http.port=%d
              """
                  .formatted(mosquitto.url(), music, port));
      Path password = file.resolveSibling("mqtt-password");
      assertThat(password).hasContent("très secret\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThat(setupService.configured()).isTrue();
      assertThat(setupService.current())
          .isEqualTo(answers(mosquitto.url(), "reclass", null, music.toString()));
      assertNoDraftIsLeft();

      SetupAnswers again = answers(mosquitto.url(), "reclass", null);
      assertThat(setupService.save(again).written()).as("with the password that is set").isTrue();
      assertThat(file).content().doesNotContain("library").contains("password-file");
    }
  }

  @Test
  void aWrongLoginIsReportedAndNothingIsSaved() throws Exception {
    written("reclass.vote.sure=0.7\n");
    try (Mosquitto mosquitto = Mosquitto.start(root, Mosquitto.login(root, "reclass", "right"))) {
      Map<String, String> problems =
          problems(setupService().save(answers(mosquitto.url(), "reclass", "wrong")));
      assertThat(problems.get("broker")).contains("Login refused", "reclass.mqtt.username");
      assertThat(file).hasContent("reclass.vote.sure=0.7\n");
      assertNoDraftIsLeft();
    }
  }

  @Test
  void aBrokerThatForbidsPublishingIsReported() throws Exception {
    Path rules = Files.writeString(root.resolve("acl"), "topic read #\n");
    try (Mosquitto mosquitto = Mosquitto.start(root, "acl_file " + rules)) {
      assertThat(problems(setupService().save(answers(mosquitto.url(), "", null))).get("broker"))
          .contains("response/setup", "allow the user");
    }
  }

  @Test
  void allInvalidAnswersAreReportedTogether() throws Exception {
    Path taken = Files.writeString(root.resolve("taken"), "a file");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SetupAnswers answers =
          new SetupAnswers(
              "tcp://127.0.0.1:9",
              "",
              null,
              taken.toString(),
              List.of(root + "/nowhere"),
              false,
              other.getLocalPort());
      Map<String, String> problems = problems(setupService().save(answers));
      assertThat(problems).containsOnlyKeys("broker", "inbox", "library", "port");
      assertThat(problems.get("broker")).startsWith("Nothing is listening at tcp://127.0.0.1:9");
      assertThat(problems.get("inbox")).contains("is not a folder");
      assertThat(problems.get("library")).contains("nowhere does not exist");
      assertThat(problems.get("port")).contains("" + other.getLocalPort(), "another port");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void anInvalidSettingIsReportedAtItsAnswer() throws Exception {
    Files.createDirectories(root.resolve("in/sub"));
    SetupAnswers answers =
        new SetupAnswers(
            "http://x", "", null, "./in", List.of(root.resolve("in/sub") + ""), false, port);
    Map<String, String> problems = problems(setupService().save(answers));
    assertThat(problems.get("broker")).contains("write tcp://host:1883");
    assertThat(problems.get("library")).contains("overlap");
  }

  @Test
  void thePasswordIsNeverSentToAnotherBroker() throws Exception {
    written(
        "reclass.mqtt.url=tcp://mine:1883\nreclass.mqtt.username=me\nreclass.mqtt.password=p\n");
    try (Mosquitto mosquitto = Mosquitto.start(root)) {
      assertThat(setupService().save(answers(mosquitto.url(), "me", null)).written()).isTrue();
      assertThat(setupService().hasPassword()).isFalse();

      environment.put("RECLASS_MQTT_PASSWORD", "p");
      assertThat(problems(setupService().save(answers("tcp://other:1883", "me", null))))
          .containsOnlyKeys("password");
    }
  }

  @Test
  void anAnswerOverriddenByAVariableIsReportedWithTheVariablesName() throws Exception {
    environment.put("RECLASS_INBOX_PATH", "./elsewhere");
    assertThat(problems(setupService().save(answers("", "", null))).get("inbox"))
        .startsWith("RECLASS_INBOX_PATH in the environment");
    assertThat(setupService().configured()).isTrue();
  }

  @Test
  void namesThatCannotBeStoredAreRefused() throws Exception {
    Path commas = Files.createDirectories(root.resolve("a,b"));
    assertThat(problems(setupService().save(answers("", "", null, commas.toString()))))
        .containsOnlyKeys("library");
    SetupAnswers lines =
        new SetupAnswers("", "", null, "in\nreclass.home=/tmp", List.of(), false, port);
    assertThat(problems(setupService().save(lines))).containsOnlyKeys("inbox");
    SetupAnswers login = new SetupAnswers("", "me", "", " ", List.of(""), false, 0);
    assertThat(problems(setupService().save(login)))
        .containsOnlyKeys("username", "password", "inbox", "library", "port");
  }

  @Test
  void invalidCurrentSettingsAreReportedAndNotOverwritten() throws Exception {
    written("reclass.inbox.pth=./x\n");
    assertThatThrownBy(() -> setupService().save(answers("", "", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean reclass.inbox.path?");
    assertThat(file).hasContent("reclass.inbox.pth=./x\n");

    written("reclass.vote.sure=\\uZZZZ\n");
    assertThat(setupService().configured())
        .as("there is a configuration, though an invalid one")
        .isTrue();
    assertThatThrownBy(() -> setupService().current()).hasMessageContaining("fix or remove it");
  }
}
