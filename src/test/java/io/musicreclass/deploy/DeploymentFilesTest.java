package io.musicreclass.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, compose files, the add-on and the release workflow, as far as no engine is needed. */
class DeploymentFilesTest {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final Path DOCKER = Path.of("deploy", "docker");
  private static final Path ADD_ON = Path.of("deploy", "homeassistant", "addon");
  private static final Path WORKFLOWS = Path.of(".github", "workflows");
  private static final Pattern ACTION =
      Pattern.compile("(actions|docker|github)/[a-z-]+(/[a-z-]+)?@v\\d+");
  private static final Pattern VARIABLE = Pattern.compile("\\bRECLASS_[A-Z0-9_]+");
  private static final Pattern KEY = Pattern.compile("(?m)^\\| `(reclass\\.[^`]+)` \\|");

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String version() throws IOException {
    MatchResult version =
        Pattern.compile("(?m)^  <version>(.*)</version>")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow();
    return version.group(1);
  }

  @Test
  void composeStartsDaemonBrokerAndHomeAssistant() throws IOException {
    JsonNode compose = read(DOCKER.resolve("compose.yaml"));
    JsonNode services = compose.get("services");
    assertThat(names(services)).containsExactly("reclass", "mosquitto", "homeassistant");
    JsonNode reclass = services.get("reclass");
    assertThat(reclass.get("user").asText()).matches("\\$\\{\\w+:-\\d+}:\\$\\{\\w+:-\\d+}");
    assertThat(reclass.get("read_only").asBoolean()).isTrue();
    assertThat(texts(reclass.get("cap_drop"))).containsExactly("ALL");
    assertThat(texts(reclass.get("security_opt"))).containsExactly("no-new-privileges:true");
    assertThat(reclass.at("/environment/RECLASS_MQTT_URL").asText())
        .isEqualTo("tcp://mosquitto:1883");
    assertThat(texts(reclass.get("volumes")))
        .anyMatch(volume -> volume.endsWith(":/var/lib/reclass"))
        .anyMatch(volume -> volume.endsWith(":/srv/reclass/inbox"));
    for (JsonNode service : services) {
      assertThat(service.path("privileged").asBoolean()).isFalse();
      for (String port : texts(service.path("ports"))) {
        assertThat(port).as("open to this machine only").startsWith("127.0.0.1:");
      }
      for (String volume : texts(service.path("volumes"))) {
        String source = volume.substring(0, volume.indexOf(':'));
        assertThat(
                source.equals("./inbox")
                    || compose.get("volumes").has(source)
                    || Files.exists(DOCKER.resolve(source)))
            .as(volume)
            .isTrue();
      }
    }
  }

  @Test
  void onAJetsonTheGroupsOfTheDevicesAreNumbers() throws IOException {
    JsonNode reclass = read(DOCKER.resolve("compose.jetson.yaml")).at("/services/reclass");
    assertThat(reclass.get("runtime").asText()).isEqualTo("nvidia");
    assertThat(texts(reclass.get("group_add")))
        .hasSize(2)
        .allMatch(g -> g.matches("\\$\\{\\w+:-\\d+}"));
    assertThat(reclass.at("/build/dockerfile").asText())
        .isEqualTo("deploy/docker/Dockerfile.jetson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.jetson"})
  void theImagesRunAsANumericUserAndCheckTheirHealth(String name) throws IOException {
    String file = Files.readString(DOCKER.resolve(name));
    assertThat(file)
        .containsPattern("(?m)^USER \\d+:\\d+$")
        .containsPattern("(?m)^HEALTHCHECK .*CMD \\[\"/usr/local/bin/healthcheck\"]$")
        .contains("ENTRYPOINT [\"/usr/local/bin/entrypoint\"]", "CMD [\"reclass\", \"run\"]")
        .contains("VOLUME [\"/var/lib/reclass\", \"/srv/reclass/inbox\"]")
        .contains("QUARKUS_HTTP_HOST=0.0.0.0");
    String ids = file.replaceAll("(?s).*\nUSER (\\d+):.*", "$1");
    assertThat(Files.readString(DOCKER.resolve("install-package")))
        .contains("--gid " + ids, "--uid " + ids);
    String ignored = Files.readString(Path.of(".dockerignore"));
    for (MatchResult copy :
        Pattern.compile("(?m)^COPY (?:--\\S+ )*(.*) \\S+$").matcher(file).results().toList()) {
      for (String source : copy.group(1).split(" ", -1)) {
        String folder = source.substring(0, source.lastIndexOf('/'));
        assertThat(ignored).as(source).containsPattern("(?m)^!" + Pattern.quote(folder) + "/\\*");
        assertThat(source.contains("*") || Files.isExecutable(Path.of(source))).as(source).isTrue();
      }
    }
  }

  @Test
  void theAddOnIsReachedThroughTheIngressAndAsksTheSupervisorForTheBroker() throws IOException {
    JsonNode config = read(ADD_ON.resolve("config.yaml"));
    assertThat(config.get("version").asText()).isEqualTo(version());
    assertThat(config.get("slug").asText()).isEqualTo("reclass");
    assertThat(texts(config.get("arch"))).containsExactly("amd64", "aarch64");
    assertThat(config.get("ingress").asBoolean()).isTrue();
    assertThat(config.get("ingress_stream").asBoolean()).isTrue();
    assertThat(texts(config.get("services"))).containsExactly("mqtt:want");
    for (String right :
        List.of("ports", "host_network", "hassio_api", "privileged", "full_access")) {
      assertThat(config.has(right)).as(right).isFalse();
    }
    String run = Files.readString(ADD_ON.resolve("run"));
    assertThat(run).contains("QUARKUS_HTTP_PORT=" + config.get("ingress_port").asText());
    List<String> options = names(config.get("schema"));
    for (String option : options) {
      assertThat(run).as(option).containsPattern("option " + option + "\\)|\\(\\." + option + " ");
    }
    assertThat(options).containsAll(names(config.get("options")));
    for (String language : List.of("en", "de")) {
      JsonNode texts = read(ADD_ON.resolve("translations").resolve(language + ".yaml"));
      assertThat(names(texts.get("configuration"))).as(language).isEqualTo(options);
    }
    assertThat(names(read(ADD_ON.resolve("build.yaml")).get("build_from")))
        .isEqualTo(texts(config.get("arch")));
  }

  @Test
  void everyVariableIsASetting() throws IOException {
    Set<String> known = new TreeSet<>(Set.of("RECLASS_UID", "RECLASS_GID", "RECLASS_USER"));
    KEY.matcher(Files.readString(Path.of("docs", "settings.md")))
        .results()
        .map(key -> key.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
        .forEach(known::add);
    Set<String> used = new TreeSet<>();
    for (Path folder : List.of(DOCKER, ADD_ON)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          VARIABLE
              .matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .forEach(used::add);
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(10);
    assertThat(known).containsAll(used);
  }

  @Test
  void theReleaseIsBuiltFromATagAndADraft() throws IOException {
    JsonNode release = read(WORKFLOWS.resolve("release.yml"));
    assertThat(release.at("/on/push/tags/0").asText()).isEqualTo("v*");
    JsonNode jobs = release.get("jobs");
    assertThat(names(jobs)).containsExactly("test", "packages", "images", "release");
    assertThat(list(jobs.at("/packages/strategy/matrix/include")))
        .extracting(row -> row.get("arch").asText())
        .containsExactly("amd64", "arm64");
    String all = Files.readString(WORKFLOWS.resolve("release.yml"));
    assertThat(all)
        .contains("./test", "-Psbom", "deploy/package ", "deploy/homeassistant/pack", "SHA256SUMS")
        .contains("file: deploy/docker/Dockerfile\n", "file: deploy/docker/Dockerfile.jetson\n")
        .contains("gh release create \"$TAG\" --draft");
  }

  /** Rights, actions of well-known makers only, and no text of a tag in a script. */
  @Test
  void everyWorkflowIsSafe() throws IOException {
    try (Stream<Path> files = Files.list(WORKFLOWS)) {
      for (Path file : files.toList()) {
        JsonNode workflow = read(file);
        assertThat(workflow.at("/permissions/contents").asText())
            .as(file.toString())
            .isEqualTo("read");
        for (JsonNode job : workflow.get("jobs")) {
          assertThat(job.get("timeout-minutes").asInt()).isPositive();
          for (JsonNode step : job.get("steps")) {
            assertThat(step.has("uses") ^ step.has("run")).as(step.toString()).isTrue();
            if (step.has("uses")) {
              assertThat(step.get("uses").asText()).matches(ACTION);
            }
            assertThat(step.path("run").asText()).as("injection").doesNotContain("${{");
          }
        }
      }
    }
  }
}
