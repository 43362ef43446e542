package io.musicreclass.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {
  @TempDir private Path folder;

  @Test
  void theArchiveHasFactsButNoSecretFromFilesSettingsOrTheEnvironment() throws IOException {
    Path configuration = folder.resolve("application.properties");
    Files.writeString(
        configuration, "reclass.players.plex.token-file=plex-token\nx.password=frOm-settings\n");
    Files.writeString(folder.resolve("plex-token"), "frOm-file\n");
    Files.createDirectories(folder.resolve("var"));
    Files.writeString(folder.resolve("var/token"), "frOm-page\n");
    SupportBundle bundle =
        new SupportBundle(
            new TestStages(folder).settings(),
            configuration,
            Map.of("RECLASS_MQTT_PASSWORD", "frOm-environment", "HOME", "frOm-home"));
    bundle.add("doctor.txt", "frOm-settings, frOm-file, frOm-page and frOm-environment: refused");
    Path file = folder.resolve("bundle.zip");
    bundle.write(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    StringBuilder all = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        assertThat(bundle.contents()).containsEntry(entry.getName(), bytes.length);
        all.append(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertThat(all)
        .doesNotContain("frOm-")
        .contains("java: " + System.getProperty("java.runtime.version"))
        .contains("x.password=<removed>")
        .contains("There is no database")
        .contains("inbox: ");
    assertThatThrownBy(() -> bundle.write(file)).hasMessageContaining("exists");
  }
}
