package io.musicreclass.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The add-on's run script with a stand-in for the Supervisor. */
class AddOnTest {
  private static final String TOKEN = "5c3a-supervisor";

  @TempDir private Path data;
  private HttpServer supervisor;
  private volatile int status = 200;
  private volatile String answer = "";

  @BeforeEach
  void startSupervisor() throws Exception {
    for (String tool : List.of("jq", "curl")) {
      boolean found = Script.run(Map.of(), List.of("sh", "-c", "command -v " + tool)).status() == 0;
      if (!found) {
        System.out.println("SKIPPED: the add-on's script needs " + tool);
      }
      Assumptions.assumeTrue(found, tool);
    }
    supervisor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    supervisor.createContext(
        "/services/mqtt",
        exchange -> {
          boolean known =
              ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? status : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    supervisor.start();
    answer =
        """
        {"result": "ok", "data": {"host": "core-mosquitto", "port": 1883, "ssl": false,
         "protocol": "3.1.1", "username": "addons", "password": "p \\"$HOME` ü"}}
        """;
  }

  @AfterEach
  void stopSupervisor() {
    if (supervisor != null) {
      supervisor.stop(0);
    }
  }

  private Script.Result run(String options) throws IOException, InterruptedException {
    Files.writeString(
        data.resolve("options.json"), options.replace("/share", data.resolve("share").toString()));
    return Script.run(
        Map.of(
            "SUPERVISOR_TOKEN",
            TOKEN,
            "HASSIO_TOKEN",
            TOKEN,
            "DATA",
            data.toString(),
            "LC_ALL",
            "C.UTF-8",
            "SUPERVISOR_URL",
            "http://127.0.0.1:" + supervisor.getAddress().getPort()),
        List.of(Script.at("homeassistant", "addon", "run"), "env"));
  }

  @Test
  void brokerAndLoginComeFromTheSupervisor() throws Exception {
    Script.Result result = run("{\"inbox\": \"/share/in\", \"library\": []}");
    assertThat(result.status()).as(result.output()).isZero();
    Map<String, String> variables = result.variables();
    Path password = data.resolve("reclass/mqtt-password");
    assertThat(variables)
        .containsEntry("RECLASS_MQTT_URL", "tcp://core-mosquitto:1883")
        .containsEntry("RECLASS_MQTT_USERNAME", "addons")
        .containsEntry("RECLASS_MQTT_PASSWORD_FILE", password.toString())
        .containsEntry("RECLASS_HOME", data.resolve("reclass").toString())
        .containsEntry("RECLASS_INBOX_PATH", data.resolve("share/in").toString())
        .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
        .containsEntry("RECLASS_WEB_TRUSTED_PROXY", "172.30.32.2")
        .containsEntry("RECLASS_WEB_TOKEN_FOR", "all")
        .doesNotContainKeys("SUPERVISOR_TOKEN", "HASSIO_TOKEN", "RECLASS_LIBRARY_PATHS");
    assertThat(result.output()).doesNotContain(TOKEN, "p \"$HOME`");
    assertThat(Files.readString(password)).isEqualTo("p \"$HOME` ü\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
    assertThat(data.resolve("share/in")).isDirectory();
  }

  @Test
  void aBrokerWithTlsIsReachedByTls() throws Exception {
    answer = "{\"result\": \"ok\", \"data\": {\"host\": \"b\", \"port\": 8883, \"ssl\": true}}";
    Map<String, String> variables = run("{}").variables();
    assertThat(variables)
        .containsEntry("RECLASS_MQTT_URL", "ssl://b:8883")
        .doesNotContainKeys("RECLASS_MQTT_USERNAME", "RECLASS_MQTT_PASSWORD_FILE");
  }

  @Test
  void theOptionsNameAnotherBrokerAndTheSupervisorIsNotAsked() throws Exception {
    status = 500;
    Script.Result result =
        run(
            """
            {"mqtt_url": "tcp://192.168.1.5:1883", "mqtt_username": "me", "mqtt_password": "secret",
             "inbox": "/share/in", "node": "attic", "library": ["/share/a, b", "/share/c\\\\d"]}
            """);
    assertThat(result.status()).isZero();
    assertThat(result.variables())
        .containsEntry("RECLASS_MQTT_URL", "tcp://192.168.1.5:1883")
        .containsEntry("RECLASS_MQTT_USERNAME", "me")
        .containsEntry("RECLASS_MQTT_NODE", "attic")
        .containsEntry(
            "RECLASS_LIBRARY_PATHS",
            data.resolve("share") + "/a\\, b," + data.resolve("share") + "/c\\\\d");
    assertThat(Files.readString(data.resolve("reclass/mqtt-password"))).isEqualTo("secret\n");
  }

  @Test
  void withoutABrokerItStartsAndSaysSo() throws Exception {
    status = 400;
    answer = "{\"result\": \"error\", \"message\": \"Service not enabled\"}";
    assertStartsWithoutBroker(run("{\"inbox\": \"/share/in\"}"));
    status = 200;
    answer = "{\"result\": \"ok\", \"data\": {}}";
    assertStartsWithoutBroker(run("{\"inbox\": \"/share/in\"}"));
  }

  private static void assertStartsWithoutBroker(Script.Result result) {
    assertThat(result.status()).isZero();
    assertThat(result.output()).contains("knows no MQTT broker", "mqtt_url");
    assertThat(result.variables()).doesNotContainKeys("RECLASS_MQTT_URL", "SUPERVISOR_TOKEN");
  }
}
