package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.musicreclass.convert.onnx.OnnxHead;
import org.junit.jupiter.api.Test;

class OnnxHeadTest {
  private static OnnxHead head() {
    return new OnnxHead(2)
        .clip(5)
        .layer(new float[] {1, 2, 3, 4, 5, 6}, new float[] {1, 2, 3})
        .layer(new float[6], new float[2]);
  }

  @Test
  void aHeadClipsItsInputAndHasReluBetweenLayers() throws InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(head().toBytes());
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .startsWith("Clip", "Gemm", "Relu", "Gemm");
    assertThat(model.getGraph().getInput(0).getName()).isEqualTo("input");
    assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("logits");
    assertThat(model.getGraph().getInitializerList())
        .filteredOn(t -> t.getName().equals("weight1"))
        .singleElement()
        .satisfies(t -> assertThat(t.getDimsList()).containsExactly(3L, 2L));
  }

  @Test
  void theSameLayersGiveTheSameBytes() {
    assertThat(head().toBytes()).isEqualTo(head().toBytes());
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new OnnxHead(2).layer(new float[5], new float[3]))
        .hasMessageContaining("5 weights for 2 inputs and 3 outputs");
    assertThatThrownBy(() -> new OnnxHead(2).toBytes()).hasMessageContaining("needs a layer");
    assertThatThrownBy(() -> head().clip(1)).hasMessageContaining("before the first layer");
  }
}
