package io.musicreclass.cli.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of {@code deploy/debian}; {@code deploy/package-test} tests the package itself. */
class PackageTest {
  private static final Pattern KEY = Pattern.compile("(?m)^(#?)([a-z][a-z0-9.-]*)=(.*)$");

  /** What {@code deploy/package} sets in the settings of the Debian package. */
  private static final String[] SET = {
    "reclass.home=/var/lib/reclass",
    "reclass.inbox.path=/srv/reclass/inbox",
    "reclass.models.path=/var/lib/reclass/models",
    "reclass.models.fetch=never",
    "reclass.after.path=/srv/reclass/sorted/{genre}/{artist}/{album}/{file}"
  };

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("docs/settings.md"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static List<MatchResult> settings(String... set) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "deploy/debian/settings"));
    command.addAll(List.of(set));
    return KEY.matcher(run(command.toArray(String[]::new))).results().toList();
  }

  @Test
  void theSettingsFileHasEveryKeyWithItsDefault() throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (MatchResult key : settings()) {
      assertThat(key.group(1)).as(key.group(2)).isEqualTo("#");
      assertThat(found.put(key.group(2).replaceFirst("\\.1$", ".*"), key.group(3))).isNull();
    }
    assertThat(found.remove("quarkus.http.host")).isEqualTo("127.0.0.1");
    assertThat(found.remove("quarkus.http.port")).isEqualTo("8080");
    Map<String, String> defaults = new TreeMap<>();
    SettingsReader.defaults()
        .forEach((key, value) -> defaults.put(key, value == null ? "" : value));
    assertThat(found.keySet()).isEqualTo(defaults.keySet());
    found.forEach(
        (key, value) -> {
          if (!key.endsWith(".*")) {
            assertThat(value).as(key).isEqualTo(defaults.get(key));
          }
        });
  }

  @Test
  void everyKeyIsExplained() throws Exception {
    String text = run("sh", "deploy/debian/settings");
    Pattern explained = Pattern.compile("(?m)^# \\S.*\\n#[a-z][a-z0-9.-]*=");
    assertThat(explained.matcher(text).results().count()).isEqualTo(settings().size());
    assertThat(text.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void thePackageSetsItsOwnFolders() throws Exception {
    assertThat(settings(SET))
        .filteredOn(key -> key.group(1).isEmpty())
        .extracting(key -> key.group(2) + "=" + key.group(3))
        .containsExactlyInAnyOrder(SET);
    assertThat(Files.readString(Path.of("deploy/package"))).contains(SET);
  }

  @Test
  void theUnitsUserAndFoldersAreThoseThatThePackageMakes() throws IOException {
    String unit = Files.readString(Path.of("systemd/reclass.service"));
    assertThat(unit)
        .contains("\nUser=reclass\n", "\nGroup=reclass\n", "\nWorkingDirectory=/var/lib/reclass\n")
        .containsOnlyOnce("\nExecStart=/opt/reclass/reclass run\n")
        .containsOnlyOnce("\nDocumentation=");
    assertThat(unit.replaceFirst("ExecStart=.*", "").replaceFirst("Documentation=.*", ""))
        .as("deploy/package replaces both lines")
        .doesNotContain("/opt/");
    assertThat(Files.readString(Path.of("deploy/debian/postinst")))
        .contains("state=/var/lib/reclass\n", "inbox=/srv/reclass/inbox\n", "useradd --system");
  }

  @Test
  void thePackageDependsOnWhatFfmpegNeeds() throws IOException {
    assertThat(Files.readString(Path.of("deploy/debian/control")))
        .containsPattern("(?m)^Depends: .*libc6 \\(>= 2\\.35\\).*libdrm2.*libva-drm2.*libva2")
        .as("Debian's reclass has a command of the same name")
        .contains("Package: musicreclass\n", "\nConflicts: reclass\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sh, deploy/package",
    "sh, deploy/glibc-check",
    "sh, deploy/install.sh",
    "sh, deploy/debian/settings",
    "sh, deploy/debian/preinst",
    "sh, deploy/debian/postinst",
    "sh, deploy/debian/prerm",
    "sh, deploy/debian/postrm",
    "bash, deploy/package-test",
    "bash, deploy/arm64-test"
  })
  void theScriptIsOne(String shell, String script) throws Exception {
    assertThat(run(shell, "-n", script)).isEmpty();
    assertThat(Path.of(script)).isExecutable();
  }
}
