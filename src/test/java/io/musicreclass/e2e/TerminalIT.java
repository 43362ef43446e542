package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees: commands on a pseudo-terminal, which script(1) provides. */
class TerminalIT {
  private static final byte CTRL_C = 3;
  private static final String CLEARED = "\r\033[K";

  @TempDir private Path folder;
  private Reclass reclass;
  private Path songs;

  @BeforeEach
  void setUp() throws Exception {
    assumeThat(Path.of("/usr/bin/script")).exists();
    reclass = Reclass.in(folder).set("TERM", "xterm").set("COLUMNS", "80");
    songs = Files.createDirectory(folder.resolve("songs"));
  }

  private Process onTerminal(String... words) throws IOException {
    ProcessBuilder command = reclass.builder(words);
    String line =
        command.command().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    // Where the tests run in the background, their processes would ignore Ctrl-C.
    command.command(List.of("env", "--default-signal=INT", "script", "-qefc", line, "/dev/null"));
    return command.redirectErrorStream(true).start();
  }

  /** What appears until it is enough, or the command ends. */
  private static String shown(Process process, Predicate<String> enough) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = process.getInputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      bytes.write(b);
      if (in.available() == 0 && enough.test(bytes.toString(StandardCharsets.UTF_8))) {
        break;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void classifyShowsATableWithBarsInColours() throws Exception {
    Songs.write(songs.resolve("a.wav"), 1, 5);
    Files.writeString(songs.resolve("b.mp3"), "no song");
    Process process = onTerminal("classify", "songs");
    String shown = shown(process, text -> false);
    assertThat(status(process)).isEqualTo(1);
    assertThat(shown)
        .contains("Loading models, 0:0", "\033[1m  File ", "  a.wav ", "░", " %", "\033[3")
        .contains("  b.mp3 is not a supported audio file")
        .contains("2 songs: ", "1 failed; ")
        .doesNotContain("\"schema\"");
    Process plain = onTerminal("classify", "--json", "songs/a.wav");
    assertThat(shown(plain, text -> false)).contains("{\"schema\":1,");
  }

  @Test
  void noColorKeepsTheTableWithoutColours() throws Exception {
    Songs.write(songs.resolve("a.wav"), 1, 5);
    reclass.set("NO_COLOR", "1");
    Process process = onTerminal("classify", "songs");
    assertThat(shown(process, text -> false))
        .contains("  File ", "░")
        .doesNotContain("\033[3", "m  File");
    assertThat(status(process)).isZero();
    assertThat(shown(onTerminal("--help"), text -> false))
        .contains("classify")
        .doesNotContain("\033");
  }

  @Test
  void helpFitsANarrowTerminalAndIsColoured() throws Exception {
    reclass.set("COLUMNS", "64");
    String help = shown(onTerminal("classify", "--help"), text -> false);
    assertThat(help).contains("\033[1m");
    assertThat(help.replaceAll("\033\\[[0-9;]*m", "").lines())
        .allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThanOrEqualTo(64));
  }

  @Test
  void ctrlCLeavesACleanLine() throws Exception {
    Path song = Songs.write(songs.resolve("0.wav"), 0, 20);
    for (int i = 1; i < 900; i++) { // many, so that they are not all classified before the key
      Files.createLink(songs.resolve(i + ".wav"), song);
    }
    Process process = onTerminal("classify", "songs");
    String before = shown(process, text -> text.contains(" of 900 songs, "));
    assertThat(before).contains("[....", " of 900 songs, 0:0");
    process.getOutputStream().write(CTRL_C);
    process.getOutputStream().flush();
    String rest = shown(process, text -> false);
    assertThat(status(process)).isEqualTo(130);
    assertThat(before + rest).endsWith(CLEARED);
  }
}
