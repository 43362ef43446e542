package io.musicreclass.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceUnitTest {
  private static final Path UNIT = Path.of("systemd/reclass.service");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level[^:]*: (\\d+\\.\\d)");

  @TempDir private Path folder;

  private static String analyze(String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "needs systemd-analyze");
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/systemd-analyze";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void theSandboxLeavesLittleExposed() throws Exception {
    Matcher version = Pattern.compile("\\d+").matcher(analyze("--version"));
    assumeTrue(version.find() && Integer.parseInt(version.group()) >= 250, "needs systemd 250");
    String report = analyze("security", "--offline=yes", UNIT.toString());
    Matcher exposure = EXPOSURE.matcher(report);
    assertThat(exposure.find()).as(report).isTrue();
    assertThat(Double.parseDouble(exposure.group(1))).isLessThan(4);
  }

  @Test
  void theUnitHasNoMistakes() throws Exception {
    // the program itself is not installed where this runs
    String unit = Files.readString(UNIT).replaceAll("(?m)^ExecStart=.*$", "ExecStart=/bin/true");
    Path copy = Files.writeString(folder.resolve("reclass.service"), unit);
    assertThat(analyze("verify", "--man=no", copy.toString())).isEmpty();
  }
}
