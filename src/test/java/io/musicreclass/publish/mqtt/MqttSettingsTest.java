package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.testing.TestMqttConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {
  @TempDir Path root;

  @Test
  void everyKeyIsRead() throws IOException {
    Files.writeString(root.resolve("secret"), "pass word\n");
    MqttSettings settings =
        settings(
            "url", "tcp://broker:1884", "node", "n-1", "username", "u", "password-file", "secret");
    assertThat(settings.uri()).isEqualTo("tcp://broker:1884");
    assertThat(settings.node()).isEqualTo("n-1");
    assertThat(settings.username()).contains("u");
    assertThat(settings.password()).contains("pass word");
    assertThat(settings.ca()).isEmpty();
  }

  @Test
  void theDefaultIsTheEmbeddedBroker() {
    assertThat(settings().uri()).isEqualTo("tcp://127.0.0.1:1883");
    assertThat(settings().node()).matches("[A-Za-z0-9_-]+");
    assertThat(settings().password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://broker, tcp://broker:1883",
    "mqtt://192.168.1.5/, tcp://192.168.1.5:1883",
    "ssl://broker, ssl://broker:8883",
    "mqtts://a.b-c:1234, ssl://a.b-c:1234",
    "tcp://[::1]:1883, tcp://[::1]:1883",
  })
  void urlsGetTheDefaultPort(String url, String uri) {
    assertThat(settings("url", url).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker",
        "broker:1883",
        "http://broker",
        "tcp://",
        "tcp://a:0",
        "tcp://a:65536",
        "tcp://a:x",
        "tcp://a b",
        "tcp://a/topic",
        "ws://a:80"
      })
  void otherUrlsAreRefused(String url) {
    assertThat(problems("url", url))
        .containsExactly(
            "reclass.mqtt.url is '" + url + "': write tcp://host:1883 or ssl://host:8883");
  }

  @Test
  void credentialsInTheUrlAreRefusedAndNotRepeated() {
    assertThat(problems("url", "tcp://me:secret@broker"))
        .hasSize(1)
        .allMatch(text -> text.contains("reclass.mqtt.username") && !text.contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a+", "#", "küche", "a.b"})
  void aNodeThatIsInvalidInTopicsIsRefused(String node) {
    assertThat(problems("node", node))
        .hasSize(1)
        .allMatch(text -> text.startsWith("reclass.mqtt.node is '" + node + "'"));
  }

  @ParameterizedTest
  @CsvSource({"jetson.local, jetson", "my host+1, my-host-1", "'', reclass", "küche, k-che"})
  void hostNamesAreSanitized(String host, String node) {
    assertThat(MqttSettingsReader.safeNode(host)).isEqualTo(node);
  }

  @ParameterizedTest
  @CsvSource({"'a\n',a", "'a\r\n',a", "a,a", "'a\n\n','a\n'", "' a ',' a '"})
  void onlyTheLastLineBreakOfAPasswordFileIsRemoved(String text, String password)
      throws IOException {
    Files.writeString(root.resolve("p"), text);
    assertThat(settings("password-file", "p").password()).contains(password);
  }

  @Test
  void aMissingPasswordFileIsReported() {
    assertThat(problems("password-file", "gone"))
        .containsExactly(
            "reclass.mqtt.password-file: "
                + root.resolve("gone")
                + " does not exist: write the password into it, or correct the key");
  }

  @Test
  void aPasswordFileThatIsAFolderOrEmptyOrBinaryIsReported() throws IOException {
    Files.createFile(root.resolve("empty"));
    Files.write(root.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(problems("password-file", "."))
        .first()
        .asString()
        .contains("is not a password file");
    assertThat(problems("password-file", "empty")).first().asString().contains("is empty");
    assertThat(problems("password-file", "binary")).first().asString().contains("cannot be read");
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatThrownBy(
            () ->
                settings(
                    "url", "x", "node", "#", "password", "a", "password-file", "b", "cert", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("reclass.mqtt.url is")
        .contains("reclass.mqtt.node is")
        .contains("are both set")
        .contains("does not start with ssl://")
        .contains("belong together")
        .hasLineCount(6);
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(settings("username", "me", "password", "secret").toString())
        .doesNotContain("secret");
  }

  private MqttSettings settings(String... pairs) {
    return MqttSettings.of(TestMqttConfig.of(pairs), root);
  }

  private List<String> problems(String... pairs) {
    return MqttSettings.problems(TestMqttConfig.of(pairs), root);
  }
}
