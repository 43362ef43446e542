package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.tagger.Musicnn;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** musicnn, as its Keras port publishes it in HDF5. */
final class MusicnnFamily implements EncoderFamily {
  @Override
  public Kind kind() {
    return Kind.MUSICNN;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of("conv2d.kernel", "conv2d_2.kernel", "midend_conv1.kernel", "bn_flatpool.gamma");
  }

  @Override
  public FoundEncoder find(
      Checkpoint checkpoint, Optional<Checkpoint> pca, Import.EncoderOptions options)
      throws ConvertException {
    Musicnn network = Musicnn.of(checkpoint, options.labels());
    return new FoundEncoder(
        new Encoder(network),
        kind(),
        "musicnn",
        network.trainedOn().equals("mtt") ? "musicnn-mtt" : "musicnn",
        network.trainedOn().isEmpty() ? "As its trainer sets it" : "ISC as the weights of musicnn",
        16_000,
        Excerpt.FULL,
        new Card.FrontEnd("musicnn", Map.of("bands", 96, "frames", 187)),
        "mean over patches",
        1);
  }
}
