package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which parts of a half precision file stay in 32 bits. */
class HalfPrecisionTest {
  private static final Set<String> WIDE =
      Set.of("LayerNormalization", "InstanceNormalization", "Softmax", "ReduceMean");
  private static final Set<String> NARROW = Set.of("MatMul", "Gemm", "Conv");

  @TempDir private Path folder;

  enum Network {
    MERT,
    STABLE_MERT,
    JMLA,
    VGGISH,
    GENRE_CNN
  }

  private Encoder encoder(Network network, Checkpoint checkpoint) throws Exception {
    return switch (network) {
      case MERT, STABLE_MERT -> {
        Path config = folder.resolve("config.json");
        RandomNetworks.mertConfig(config, 32, 2, 4, 64, network == Network.STABLE_MERT);
        yield MertFamily.encoder(checkpoint, Optional.of(config));
      }
      case JMLA -> JmlaFamily.encoder(checkpoint, OptionalInt.of(4), Import.Pooling.MEAN);
      case VGGISH -> VggishFamily.encoder(checkpoint, Optional.empty());
      case GENRE_CNN -> GenreCnnFamily.encoder(checkpoint);
    };
  }

  private Path checkpoint(Network network) throws Exception {
    Path file = folder.resolve("checkpoint");
    return switch (network) {
      case MERT, STABLE_MERT -> RandomNetworks.mert(32, 2, 64).zip(file);
      case JMLA -> RandomNetworks.vit(32, 2, 56).zip(file);
      case VGGISH -> RandomNetworks.vggish(4, 8).zip(file);
      case GENRE_CNN -> RandomNetworks.genreCnn(4, 3).zip(file);
    };
  }

  @ParameterizedTest
  @EnumSource
  void normsSoftmaxMeansAndTheResidualStreamAreWideAndProductsNarrow(Network network)
      throws Exception {
    Path onnx = folder.resolve("encoder.fp16.onnx");
    try (Checkpoint open = Checkpoint.open(checkpoint(network))) {
      encoder(network, open).write(onnx, Precision.FP16);
    }
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(onnx));
    Set<String> constants = new HashSet<>();
    Map<String, Integer> types = new HashMap<>();
    model.getGraph().getInputList().forEach(i -> types.put(i.getName(), DataType.FLOAT_VALUE));
    model
        .getGraph()
        .getInitializerList()
        .forEach(
            tensor -> {
              constants.add(tensor.getName());
              types.put(tensor.getName(), tensor.getDataType());
            });
    int products = 0;
    for (NodeProto node : model.getGraph().getNodeList()) {
      String operator = node.getOpType();
      int type = types.get(node.getInput(0));
      List<String> inputs = node.getInputList();
      if (WIDE.contains(operator)) {
        assertThat(type).as(node.getName()).isEqualTo(DataType.FLOAT_VALUE);
      }
      if (NARROW.contains(operator)) {
        products++;
        assertThat(inputs)
            .as(node.getName())
            .allSatisfy(input -> assertThat(types).containsEntry(input, DataType.FLOAT16_VALUE));
      }
      if (operator.equals("Add") && inputs.stream().noneMatch(constants::contains)) {
        assertThat(type).as(node.getName()).isEqualTo(DataType.FLOAT_VALUE);
      }
      types.put(node.getOutput(0), operator.equals("Cast") ? to(node) : type);
    }
    assertThat(products).isGreaterThan(2);
    assertThat(types).containsEntry("embedding", DataType.FLOAT_VALUE);
  }

  private static int to(NodeProto cast) {
    return cast.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("to"))
        .mapToInt(attribute -> Math.toIntExact(attribute.getI()))
        .findFirst()
        .orElseThrow();
  }
}
