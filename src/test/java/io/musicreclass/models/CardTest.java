package io.musicreclass.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTest {
  private static final Card CARD = Cards.card("msd_model", false, Instant.EPOCH);

  @TempDir private Path folder;

  private Card read(String json) throws IOException {
    return CardFile.read(Files.writeString(folder.resolve("model.json"), json));
  }

  private static String json() throws IOException {
    return new String(CardFile.pretty(CARD), StandardCharsets.UTF_8);
  }

  @Test
  void aCardIsReadAsItWasWritten() throws IOException {
    assertThat(read(json())).isEqualTo(CARD);
  }

  @Test
  void aCardIsSnakeCaseWithTheExcerptAsText() throws IOException {
    assertThat(json())
        .contains("\"sample_rate\" : 22050", "\"excerpt\" : \"middle:30\"", "\"front_end\"");
  }

  @Test
  void numbersAreWrittenIdenticallyByEveryJavaVersion() throws IOException {
    // Double.toString writes 8.409999999999999E21 before Java 19.
    double odd = Double.parseDouble("8.41E21");
    Card card = Cards.card("m", false, null, Cards.head(List.of(odd, 0.1), List.of(1.0, 2.0)));
    assertThat(new String(CardFile.pretty(card), StandardCharsets.UTF_8))
        .contains("[ 8.41E21, 0.1 ]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema\" : 1          | \"schema\" : 2            | schema is 2",
        "\"licence\"             | \"colour\":1, \"licence\" | unknown field colour",
        "\"licence\" : \"CC0\",  |                           | licence is missing",
        "\"kind\" : \"head\"     | \"kind\" : \"heads\"      | kind 'heads' is not one of gtzan48",
        "\"kind\" : \"head\"     | \"kind\" : 1              | kind",
        "middle:30               | end:30                    | Invalid excerpt",
        "22050                   | -1                        | sample_rate is -1",
        "22050                   | \"fast\"                  | sample_rate",
        "22050                   | null                      | sample_rate",
        "\"msd_model\"           | \"../etc\"                | name '../etc' is not valid",
        "\"msd_model\"           | \"trt\"                   | name 'trt' is not valid",
        "\"msd_model\"           | \".hidden\"               | name '.hidden' is not valid",
        "zcr.std.01              | zcr.std.02                | No such feature: zcr.std.02",
        "zcr.std.01              | mfcc.mean.01              | a column twice",
        "\"Jazz\"                | \"hip hop\"               | Duplicate genre",
        "0.0, 1.5                | 0.0, NaN                  | 'NaN'",
        "0.0, 1.5                | 0.0, \"NaN\"              | mean",
        "0.0, 1.5                | 0.0, 1e999                | not finite",
        "0.0, 1.5                | 0.0, null                 | not finite",
        "0.0, 1.5                | 0.0                       | mean and scale differ",
        "1.0, 2.0                | 1.0, 0.0                  | not > 0",
        "1.0, 2.0                | 1.0, -2.0                 | not > 0",
        "1.0, -1.0               | 1.0                       | 1 logits for 2 genres",
        "0.1, 0.2                | 0.1                       | 1 inputs for 2",
        "\"value\" : 0.5         | \"value\" : 1.5           | not a share",
        "000000000000            | 00000000000Z              | source.sha256",
      })
  void anInvalidCardIsReportedWithFileAndField(String text, String bad, String message)
      throws IOException {
    String json = json();
    assertThat(json).contains(text);
    String broken = json.replace(text, bad == null ? "" : bad);
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.json")
        .hasMessageContaining(message);
  }

  @Test
  void aScalerForAnotherWidthIsRefused() {
    assertThatThrownBy(() -> Cards.head(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0)))
        .hasMessageContaining("head.scaler is for 3 inputs, columns are 2");
  }

  @ParameterizedTest
  @CsvSource({
    "'', line 1",
    "null, empty",
    "'{', line 1",
    "'[1]', line 1",
    "'{}', schema is missing"
  })
  void aFileThatIsNoCardIsReported(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.json")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNoTextIsReportedWithItsName() throws IOException {
    Path file =
        Files.write(folder.resolve("model.json"), new byte[] {'{', 0, 0, 0, '[', '[', '[', 0});
    assertThatThrownBy(() -> CardFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not UTF-8 text");
  }
}
