package io.musicreclass.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry point and the health check of the images. */
class ContainerScriptsTest {
  @TempDir private Path folder;
  private Path state;
  private Path inbox;

  @BeforeEach
  void openFolder() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    state = folder.resolve("state");
    inbox = folder.resolve("inbox");
  }

  private static void needRoot() {
    boolean root = System.getProperty("user.name").equals("root");
    if (!root) {
      System.out.println("SKIPPED: only root can become another user");
    }
    Assumptions.assumeTrue(root, "only root can become another user");
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("RECLASS_HOME", state.toString());
    environment.put("RECLASS_INBOX_PATH", inbox.toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  /** A copy that every user may run. */
  private String entrypoint() throws Exception {
    Path copy = folder.resolve("entrypoint");
    Files.copy(Path.of(Script.at("docker", "entrypoint")), copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    return copy.toString();
  }

  private static int owner(Path file) throws Exception {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  @Test
  void startedAsRootItHandsTheStateOverAndContinuesAsAnotherUser() throws Exception {
    needRoot();
    Files.createDirectories(state.resolve("models"));
    Files.createFile(state.resolve("ledger.db"));
    Path others = Files.createFile(state.resolve("others"));
    Files.setAttribute(others, "unix:uid", 4321);
    Script.Result result =
        Script.run(
            environment("RECLASS_USER", "1901:1902"),
            List.of(
                entrypoint(),
                "sh",
                "-c",
                "id -u; id -g; id -G; touch $RECLASS_INBOX_PATH/new; umask; echo ${RECLASS_USER-none};"
                    + " grep NoNewPrivs /proc/self/status"));
    assertThat(result.output().lines())
        .containsExactly("1901", "1902", "1902", "0027", "none", "NoNewPrivs:\t1");
    assertThat(owner(state)).isEqualTo(1901);
    assertThat(owner(state.resolve("models"))).isEqualTo(1901);
    assertThat(owner(state.resolve("ledger.db"))).isEqualTo(1901);
    assertThat(owner(others)).as("of another user").isEqualTo(4321);
    assertThat(owner(inbox.resolve("new"))).isEqualTo(1901);
  }

  @Test
  void rootIsNoUserToContinueAs() throws Exception {
    needRoot();
    for (String user : List.of("0:0", "root", "1900", "1900:0", "1900:1900 --", "")) {
      Script.Result result =
          Script.run(
              environment("RECLASS_USER", user), List.of(Script.at("docker", "entrypoint"), "id"));
      if (user.isEmpty()) {
        assertThat(result.output()).contains("uid=1900");
      } else {
        assertThat(result.status()).as(user).isEqualTo(2);
        assertThat(result.output()).contains("use numbers");
      }
    }
  }

  @Test
  void aStateThatTheUserMayNotWriteIsNamedWithTheRemedy() throws Exception {
    needRoot();
    Files.createDirectories(state);
    Files.createDirectories(inbox);
    List<String> asUser =
        List.of("setpriv", "--reuid=1903", "--regid=1903", "--clear-groups", entrypoint(), "id");
    Script.Result result = Script.run(environment(), asUser);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.output()).contains(state.toString(), "chown -R 1903:1903", "(0:0)");
    Files.setAttribute(state, "unix:uid", 1903);
    result = Script.run(environment(), asUser);
    assertThat(result.status()).isZero();
    assertThat(result.output()).contains("may not write to " + inbox, "uid=1903");
    Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwx------"));
    result = Script.run(environment(), asUser);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.output()).contains("may not read " + inbox);
  }

  @Test
  void healthyIsADaemonThatIsReady() throws Exception {
    int[] status = {200};
    HttpServer daemon =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    daemon.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    daemon.start();
    List<String> check = List.of(Script.at("docker", "healthcheck"));
    Map<String, String> port =
        Map.of("QUARKUS_HTTP_PORT", Integer.toString(daemon.getAddress().getPort()));
    assertThat(Script.run(port, check).status()).isZero();
    status[0] = 503;
    assertThat(Script.run(port, check).status()).as("starting").isPositive();
    daemon.stop(0);
    assertThat(Script.run(port, check).status()).as("away").isPositive();
  }
}
