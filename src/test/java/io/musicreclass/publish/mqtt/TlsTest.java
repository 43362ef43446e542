package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.testing.TestMqttConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  /** The folder of test certificates. */
  static final Path FILES = files();

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "client.pem, client.key",
    "client.pem, client-sec1.key",
    "client-rsa.pem, client-rsa.key",
    "client-rsa.pem, client-rsa-pkcs1.key",
    "client-ed25519.pem, client-ed25519.key",
  })
  void keysOfEveryCommonFormAreAccepted(String cert, String key) {
    assertThat(problems("cert", cert, "key", key)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "client.pem, client-encrypted.key, has a passphrase: remove it",
    "client.pem, server.key, is not the key of the certificate",
    "client.pem, client-rsa.key, is not the key of the certificate",
    "client-rsa.pem, client-sec1.key, is not the key of the certificate",
    "client.pem, client.pem, contains no private key",
    "client.pem, gone.key, does not exist",
    "client.pem, ., is not a PEM file",
  })
  void anUnusableKeyIsReported(String cert, String key, String problem) {
    assertThat(problems("cert", cert, "key", key))
        .singleElement()
        .asString()
        .startsWith("reclass.mqtt.key: " + FILES.resolve(key).normalize() + " " + problem);
  }

  @Test
  void anAuthorityFileWithoutCertificateIsReported() {
    assertThat(problems("ca", "client.key"))
        .singleElement()
        .asString()
        .startsWith("reclass.mqtt.ca: " + FILES.resolve("client.key") + " contains no certificate");
  }

  @Test
  void aDamagedCertificateIsReported() throws IOException {
    Path damaged = root.resolve("damaged.pem");
    String text = Files.readString(FILES.resolve("ca.pem"));
    Files.writeString(damaged, text.replaceFirst("MII..", "AAAAA"));
    assertThat(problems("ca", damaged.toString()))
        .singleElement()
        .asString()
        .startsWith("reclass.mqtt.ca: " + damaged + " contains a damaged certificate");
  }

  @Test
  void aFileMayContainSeveralAuthorities() throws IOException {
    Path both = root.resolve("both.pem");
    String text = Files.readString(FILES.resolve("ca.pem"));
    Files.writeString(
        both, "# ours\r\n" + text + "# theirs\n" + Files.readString(FILES.resolve("stranger.pem")));
    assertThat(Pem.read("reclass.mqtt.ca", both).certificates()).hasSize(2);
  }

  private static List<String> problems(String... pairs) {
    String[] all = Arrays.copyOf(pairs, pairs.length + 2);
    all[pairs.length] = "url";
    all[pairs.length + 1] = "ssl://broker";
    return MqttSettings.problems(TestMqttConfig.of(all), FILES);
  }

  private static Path files() {
    try {
      return Path.of(TlsTest.class.getResource("/publish/tls/ca.pem").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
