package io.musicreclass.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {
  private static final String WRITTEN =
      """
      # My settings. Do not \\
      lose=me
      ! and this
        reclass.vote.sure : 0.7

      reclass.stages=fma:one,\\
          mert:two
      #reclass.mqtt.url=tcp://commented:1883
      reclass.mqtt.url=tcp://old:1883
      reclass.inbox.path ./somewhere
      reclass.mqtt.url=tcp://newer:1883
      last=without end""";

  private static String read(String text, String key) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties.getProperty(key);
  }

  @Test
  void unchangedTextStaysAsWritten() {
    assertThat(new PropertiesText(WRITTEN)).hasToString(WRITTEN + "\n");
    assertThat(new PropertiesText("")).hasToString("");
  }

  @Test
  void aChangedKeyStaysInPlaceAndTheRestIsUnchanged() {
    PropertiesText text = new PropertiesText(WRITTEN);
    text.set("reclass.mqtt.url", "tcp://new:1883");
    text.set("reclass.stages", "fma:three");
    assertThat(text)
        .hasToString(
            """
            # My settings. Do not \\
            lose=me
            ! and this
              reclass.vote.sure : 0.7

            reclass.stages=fma:three
            #reclass.mqtt.url=tcp://commented:1883
            reclass.mqtt.url=tcp://new:1883
            reclass.inbox.path ./somewhere
            last=without end
            """);
  }

  @Test
  void newKeysAreAppendedAndRemovedOnesDeleted() {
    PropertiesText text = new PropertiesText(WRITTEN);
    text.set("quarkus.http.port", "8081");
    text.remove("reclass.mqtt.url"::equals);
    assertThat(text.toString())
        .endsWith("last=without end\nquarkus.http.port=8081\n")
        .doesNotContain("tcp://old", "tcp://newer")
        .contains("#reclass.mqtt.url=tcp://commented:1883");
  }

  @Test
  void aKeyAfterABackslashAtTheEndIsNotPartOfTheLastLine() throws IOException {
    PropertiesText text = new PropertiesText("reclass.inbox.watch=poll\\");
    text.set("reclass.inbox.path", "/in");
    assertThat(text).hasToString("reclass.inbox.watch=poll\nreclass.inbox.path=/in\n");
  }

  @Test
  void theLastValueOfARepeatedKeyApplies() {
    PropertiesText text = new PropertiesText(WRITTEN);
    assertThat(text.get("reclass.mqtt.url")).contains("tcp://newer:1883");
    assertThat(text.get("reclass.stages")).contains("fma:one,mert:two");
    assertThat(text.get("reclass.vote.sure")).contains("0.7");
    assertThat(text.get("lose")).contains("me");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  blanks before and after ",
        "back\\slash\\",
        "a=b:c#d!e",
        "Musik é 音",
        "${HOME}",
        "#hash first",
        "two\nlines\tand a tab\u0000"
      })
  void everyValueIsReadBackAsItWasSet(String value) throws IOException {
    PropertiesText text = new PropertiesText(WRITTEN);
    text.set("reclass.inbox.path", value);
    assertThat(read(text.toString(), "reclass.inbox.path")).isEqualTo(value);
    assertThat(new PropertiesText(text.toString()).get("reclass.inbox.path")).contains(value);
    assertThat(text.toString().lines()).hasSize((int) WRITTEN.lines().count());
  }
}
