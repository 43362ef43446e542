package io.musicreclass.convert.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.musicreclass.models.Card;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelMapTest {
  private static final List<String> NAMES =
      List.of("Speech", "Narration, monologue", "Music", "House music", "Techno", "Jazz");
  private static final Card.Classes LOGITS = new Card.Classes(Card.Classes.Unit.LOGIT, NAMES);
  private static final Card.Classes PROBABILITIES =
      new Card.Classes(Card.Classes.Unit.PROBABILITY, NAMES);
  private static final List<String> LINES =
      List.of(
          "# mine",
          "",
          "Electronic = House music, techno",
          "Jazz = Jazz",
          "Spoken = Speech without Music, Narration, monologue without Music");

  private static float[] run(LabelMap map, float... input) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(map.onnx());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(input), new long[] {1, input.length});
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  @Test
  void aGenreScoresAsTheBestOfItsLabels() throws Exception {
    LabelMap map = LabelMap.parse(LINES, LOGITS);
    assertThat(map.genres()).containsExactly("Electronic", "Jazz", "Spoken");
    assertThat(run(map, -5, -6, 0, 1, 2, -3)).startsWith(2, -3);
  }

  @Test
  void aLabelWithoutAnotherCountsOnlyAsFarAsItExceedsThat() throws Exception {
    LabelMap map = LabelMap.parse(LINES, LOGITS);
    assertThat(run(map, 1, -4, -3, -9, -9, -9)[2]).as("speech alone").isEqualTo(1);
    assertThat(run(map, -2, -4, 2, -9, -9, -9)[2]).as("song with words").isEqualTo(-6);
    assertThat(run(map, -4, 1.5f, -3, -9, -9, -9)[2]).as("a name with a comma").isEqualTo(1.5f);
  }

  @Test
  void aProbabilitysLogarithmServesAsItsLogit() throws Exception {
    LabelMap map = LabelMap.parse(List.of("Jazz = Jazz", "House = House music"), PROBABILITIES);
    float[] logits = run(map, 0, 0, 0, 0.25f, 0, 0.5f);
    assertThat(logits[0] - logits[1]).isCloseTo((float) Math.log(2), within());
    assertThat(run(map, 0, 0, 0, 0, 0, 1)[1]).isCloseTo((float) Math.log(1e-6), within());
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.api.Assertions.within(1e-4f);
  }

  @Test
  void theGoldenVectorIsWhatTheNetworkAnswers() throws Exception {
    for (Card.Classes classes : List.of(LOGITS, PROBABILITIES)) {
      LabelMap map = LabelMap.parse(LINES, classes);
      Card.Golden golden = map.golden();
      float[] input = new float[golden.input().size()];
      for (int i = 0; i < input.length; i++) {
        input[i] = golden.input().get(i).floatValue();
      }
      float[] logits = run(map, input);
      for (int i = 0; i < logits.length; i++) {
        assertThat(logits[i]).isCloseTo(golden.logits().get(i).floatValue(), within());
      }
    }
  }

  @Test
  void everyMistakeNamesItsLine() {
    assertThatThrownBy(() -> LabelMap.parse(List.of("a = Jazz", "b = Polka"), LOGITS))
        .hasMessageStartingWith("line 2: the network has no class 'Polka' among its 6");
    assertThatThrownBy(() -> LabelMap.parse(List.of("Jazz"), LOGITS))
        .hasMessageStartingWith("line 1: 'Jazz' is not of the form genre = label");
    assertThatThrownBy(() -> LabelMap.parse(List.of("a = Jazz", "a = Techno"), LOGITS))
        .hasMessageContaining("line 2: 'a' occurs twice");
    assertThatThrownBy(() -> LabelMap.parse(List.of("a = Jazz"), LOGITS))
        .hasMessageContaining("at least two genres");
  }

  @Test
  void otherClassesHaveNoShippedMap() {
    assertThat(LabelMap.shipped(LOGITS)).isEmpty();
  }
}
