package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.TinyHeads;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head whose scaler and genres are in pickles next to it, as scikit-learn writes them. */
class ImportPicklesTest {
  private static final int WIDTH = Features.COUNT;

  @TempDir private Path folder;
  private Commands reclass;
  private Path head;
  private Path scaler;
  private Path genres;

  /** Writes a pickle of protocol 2, opcode by opcode. */
  private static final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle(String type) {
      put("\u0080\u0002csklearn.preprocessing." + type + "\n)\u0081}");
    }

    Pickle put(String latin1) {
      out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    private Pickle number(int value) {
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
      return this;
    }

    /** Adds an attribute with an array of that type. */
    Pickle array(String name, int length, String type, byte[] data) {
      put("X").number(name.length()).put(name);
      put(
          "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001J");
      number(length).put("\u0085cnumpy\ndtype\nX").number(type.length()).put(type);
      put("\u0089\u0088\u0087R\u0089B").number(data.length);
      out.writeBytes(data);
      return put("tbs");
    }

    Path write(Path file) throws IOException {
      put("b.");
      return Files.write(file, out.toByteArray());
    }
  }

  private static byte[] doubles(double first, double others) {
    ByteBuffer data = ByteBuffer.allocate(8 * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WIDTH; i++) {
      data.putDouble(i == 0 ? first : others);
    }
    return data.array();
  }

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    head = TinyHeads.of("net.", WIDTH, 8, 3).zip(folder.resolve("plain.pth"));
    scaler =
        new Pickle("_data\nStandardScaler")
            .array("mean_", WIDTH, "f8", doubles(7, 0))
            .array("scale_", WIDTH, "f8", doubles(3, 2))
            .write(folder.resolve("scaler.pkl"));
    genres =
        new Pickle("_label\nLabelEncoder")
            .array(
                "classes_",
                3,
                "U2",
                "A\0\0\0a\0\0\0B\0\0\0\0\0\0\0C\0\0\0\0\0\0\0"
                    .getBytes(StandardCharsets.ISO_8859_1))
            .write(folder.resolve("encoder.pkl"));
  }

  private Commands.Ran imported(Path scalerFile, Path genresFile) {
    return reclass.run(
        "model", "import", "head", head, "--scaler", scalerFile, "--genres", genresFile);
  }

  @Test
  void scalerAndGenresAreReadFromPicklesBesideTheHead() {
    Commands.Ran ran = imported(scaler, genres);
    assertThat(ran.status()).as(ran.err()).isZero();
    Card.Head card = new ModelStore(List.of(reclass.models())).find("plain").get().card().head();
    assertThat(card.genres()).containsExactly("Aa", "B", "C");
    assertThat(card.scaler().mean()).startsWith(7.0, 0.0).hasSize(WIDTH);
    assertThat(card.scaler().scale()).startsWith(3.0, 2.0);
  }

  @Test
  void exchangedPicklesAreRefused() throws IOException {
    assertThat(imported(genres, genres).err()).contains("encoder.pkl: has no scaler of 518 inputs");
    assertThat(imported(scaler, scaler).err())
        .contains("scaler.pkl: is not a pickled LabelEncoder");
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void genresWithControlCharactersAreRefused() throws IOException {
    Path hostile = Files.writeString(folder.resolve("genres.txt"), "A\nB\u001b[2J\nC\n");
    Commands.Ran ran = imported(scaler, hostile);
    assertThat(ran.err()).contains("control character").doesNotContain("\u001b");
    assertThat(ran.status()).isEqualTo(2);
  }
}
