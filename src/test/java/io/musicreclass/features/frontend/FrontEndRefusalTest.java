package io.musicreclass.features.frontend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.Pcm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards and audio that no front end accepts. */
class FrontEndRefusalTest {
  @Test
  void audioAtAnotherRateOrInStereoIsRefused() {
    FrontEnd mert = FrontEnd.of("mert", 24_000, Map.of());
    assertThatThrownBy(() -> mert.prepare(Pcm.of(44_100, 1, new float[44_100])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mert takes one channel at 24000 Hz, not 1 at 44100");
    assertThatThrownBy(() -> mert.prepare(Pcm.of(24_000, 2, new float[48_000])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mert takes one channel at 24000 Hz, not 2 at 24000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clap      | 24000 | bands     | 80    | front_end.name 'clap' is not one of mert, jmla,"
            + " vggish, gtzan-cnn, musicnn, efficientat",
        "mert      | 24000 | frames    | 176   | front_end.parameters.frames is not a"
            + " parameter of front-end mert",
        "mert      | 24000 | normalise | 1     | front_end.parameters.normalise is 1, not true or"
            + " false",
        "mert      | 0     | normalise | true  | sample_rate is 0, not 1000 to 192000 Hz",
        "jmla      | 24000 | frames    | 176   | sample_rate is 24000, but front-end jmla takes"
            + " 16000 Hz",
        "jmla      | 16000 | bands     | 128   | front_end.parameters.bands is 128, not 80",
        "jmla      | 16000 | frames    | 0     | front_end.parameters.frames is 0, not a number"
            + " from 1 to 65536",
        "jmla      | 16000 | frames    | 65537 | front_end.parameters.frames is 65537, not a"
            + " number from 1 to 65536",
        "jmla      | 16000 | frames    | true  | front_end.parameters.frames is true, not a number"
            + " from 1 to 65536",
        "vggish    | 16000 | frames    | 95    | front_end.parameters.frames is 95, not 96",
        "gtzan-cnn | 22050 | frames    | 1293  | front_end.parameters.frames is 1293, not a number"
            + " from 1 to 1292",
      })
  void whatNoFrontEndKnowsIsRefusedByTheFieldsName(
      String name, int sampleRate, String parameter, String value, String message) {
    Object given = value.equals("true") ? (Object) true : (Object) Integer.valueOf(value);
    assertThatThrownBy(() -> FrontEnd.of(name, sampleRate, Map.of(parameter, given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
