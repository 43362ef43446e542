package io.musicreclass.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.setup.SettingsText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration. An input has up to three parts with a zero byte between them: the properties
 * file, lines {@code NAME=value} of the environment, and a file {@code ./beside} for settings that
 * name one.
 */
public final class SettingsFuzz implements FuzzTarget {
  private static final String CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nMIIBdzCCAR2gAwIBAgIUb5kA\n-----END CERTIFICATE-----\n";

  private final Path folder;

  public SettingsFuzz(Path folder) {
    this.folder = folder;
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("empty", new byte[0]);
    StringBuilder defaults = new StringBuilder("# all defaults\n");
    SettingsReader.defaults()
        .forEach((key, value) -> defaults.append(key).append(" = ").append(value).append('\n'));
    add(seeds, "defaults", defaults.toString());
    add(seeds, "lists", "reclass.stages=fma:a,mert:b\nreclass.vote.weights.2=0.4,0.6\n");
    add(seeds, "indexes", "reclass.stages[0]=fma\\:a\nreclass.vote.thresholds[1]=0.9\n");
    add(
        seeds,
        "sorting",
        """
        reclass.after.action=copy
        reclass.after.path=./s/{genre}/{artist}/{album}/{file}
        reclass.after.names=./beside
        \0\0Hip-Hop = Hip-Hop/Rap
        """);
    add(
        seeds,
        "broker",
        "reclass.mqtt.url=ssl://h:8883\nreclass.mqtt.ca=./beside\nreclass.mqtt.node=a\n\0\0"
            + CERTIFICATE);
    add(
        seeds,
        "key",
        """
        reclass.mqtt.url=ssl://h
        reclass.mqtt.cert=beside
        reclass.mqtt.key=beside
        \0\0-----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIA==
        -----END EC PRIVATE KEY-----
        """);
    add(seeds, "password", "reclass.mqtt.password-file=./beside\0\0secret\n");
    add(seeds, "environment", "\0RECLASS_INBOX_PATH=/a\nRECLASS_VOTE_WEIGHTS_2=1,2\n");
    add(seeds, "library", "reclass.library.paths=/music,/more\nreclass.library.rescan=PT1H\n");
    add(
        seeds,
        "hours",
        "reclass.library.paths=/m\nreclass.library.hours=22-7,12:30 - 14:00,0-24\n");
    add(seeds, "wrong hours", "reclass.library.hours=24:59-99,7-7,-1,\u0663-7,22:-7,\n");
    add(seeds, "expressions", "reclass.home=${reclass.home}\nreclass.inbox.path=${user.home}/in\n");
    add(seeds, "secrets", "reclass.mqtt.password=${aes-gcm::abc}\nreclass.inbox.path=$${a}\n");
    add(seeds, "profiles", "%dev.reclass.home=/x\nsmallrye.config.locations=/etc/hostname\n");
    add(seeds, "unicode", "reclass.inbox.path=/m\\u00fcsic\\u0000\nreclass.inbox.settle=2\\\ns\n");
    add(seeds, "half a surrogate", "reclass.home=/m\\ud800\nreclass.library.paths=/a,/b\\udc00\n");
    add(seeds, "a backslash alone", "reclass.inbox.watch=poll\n\\");
    add(seeds, "keys of maps", "reclass.vote.weights.x=1\nreclass.vote.weights.99999999999=1\n");
    return seeds;
  }

  private static void add(Map<String, byte[]> seeds, String name, String text) {
    seeds.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\0", 3);
    Path file = folder.resolve("application.properties");
    Files.write(file, parts[0].getBytes(StandardCharsets.ISO_8859_1));
    Files.write(
        folder.resolve("beside"),
        (parts.length > 2 ? parts[2] : "").getBytes(StandardCharsets.ISO_8859_1));
    Map<String, String> environment = new LinkedHashMap<>();
    for (String line : (parts.length > 1 ? parts[1] : "").split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    try {
      Settings settings = TestSettings.setup(folder, file, environment);
      assertThat(settings.inboxFolder()).isAbsolute();
      assertThat(settings.libraryFolders()).isNotNull();
    } catch (UsageError e) {
      assertThat(e.lines())
          .isNotEmpty()
          .allMatch(line -> line.contains(file.toString()) || line.matches("(?is).*reclass.*"));
    }
    assertThat(folder.resolve(SettingsReader.home(file, environment))).isAbsolute();
    SettingsText.edit(parts[0]);
  }
}
