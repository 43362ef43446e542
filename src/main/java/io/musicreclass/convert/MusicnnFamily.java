package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.tagger.Musicnn;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.track.Excerpt;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** musicnn, as its Keras port publishes it in HDF5. */
final class MusicnnFamily implements EncoderFamily {
  private static final String REVISION = "ad6cfb80517dadb9ef70ac73a5375074f7c8258f";

  @Override
  public Kind kind() {
    return Kind.MUSICNN;
  }

  @Override
  public List<String> typicalTensors() {
    return List.of("conv2d.kernel", "conv2d_2.kernel", "midend_conv1.kernel", "bn_flatpool.gamma");
  }

  @Override
  public Optional<PinnedModel> byDefault() {
    return Optional.of(
        new PinnedModel(
            "musicnn",
            "musicnn",
            "ISC, Music Technology Group of the UPF and Elio Quinton",
            RemoteFile.exact(
                "MSD_musicnn.h5",
                3_319_120,
                "412a832c8527a813e084ba6f2cc7d068ecbbf1b68bda8c1de2e7de0d1f5fe7d1"),
            List.of(
                URI.create(
                    "https://raw.githubusercontent.com/Quint-e/musicnn_keras/"
                        + REVISION
                        + "/musicnn_keras/keras_checkpoints/MSD_musicnn.h5"),
                URI.create(
                    "https://github.com/Quint-e/musicnn_keras/raw/"
                        + REVISION
                        + "/musicnn_keras/keras_checkpoints/MSD_musicnn.h5"))));
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
