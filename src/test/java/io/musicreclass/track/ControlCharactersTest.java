package io.musicreclass.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ControlCharactersTest {
  @Test
  void aSafeTextIsReturnedUnchanged() {
    String name = "Björk – Jóga 未来 (💿).mp3";
    assertThat(ControlCharacters.escape(name)).isSameAs(name);
  }

  @Test
  void lineBreaksAndEscapeSequencesAreEscaped() {
    assertThat(ControlCharacters.escape("a\nb\r\tc\u001b[31m"))
        .isEqualTo("a\\nb\\r\\tc\\u001b[31m");
  }

  @Test
  void allOtherControlCharactersAreEscaped() {
    for (int c = 0; c < 0xa0; c++) {
      boolean control = Character.isISOControl(c);
      String escaped = ControlCharacters.escape("" + (char) c);
      assertThat(escaped.length() > 1).as("U+%04X", c).isEqualTo(control);
    }
    for (char c : "\u2028\u2029\u202e\u202a\u2066\u2069\u200e\u200f\u061c".toCharArray()) {
      assertThat(ControlCharacters.escape("" + c)).isEqualTo(String.format("\\u%04x", (int) c));
    }
  }

  @Test
  void anEscapedExceptionKeepsItsTraceAndCausesWithMessagesOnOneLine() {
    Exception cause = new IOException("/inbox/a\n12:00:00 ERROR forged.mp3");
    Exception failure = new IllegalStateException("x\u001b[2J", cause);
    failure.addSuppressed(cause);
    StringWriter text = new StringWriter();
    ControlCharacters.escape(failure).printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString())
        .contains("java.lang.IllegalStateException: x\\u001b[2J")
        .contains("Caused by: java.io.IOException: /inbox/a\\n12:00:00 ERROR forged.mp3")
        .contains("\tat io.musicreclass.track.ControlCharactersTest")
        .doesNotContain("\n12:00:00");
  }

  @Test
  void cyclicCausesEnd() {
    Exception one = new IllegalStateException("one");
    Exception other = new IllegalStateException("other", one);
    one.initCause(other);
    assertThat(ControlCharacters.escape(one)).hasToString("java.lang.IllegalStateException: one");
    assertThat(ControlCharacters.escape((Throwable) null)).isNull();
  }
}
