package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void anyTextInNoColorSwitchesColoursOffAndSoDoesADumbTerminal() {
    assertThat(Terminal.wantsColours(Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.wantsColours(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void aWidthThatIsNoneIsEightyColumns() {
    assertThat(Terminal.parse("132")).isEqualTo(132);
    assertThat(Terminal.parse("")).isEqualTo(80);
    assertThat(Terminal.parse("0")).isEqualTo(80);
    assertThat(Terminal.parse("-7")).isEqualTo(80);
    assertThat(Terminal.parse("99999")).isEqualTo(80);
  }
}
