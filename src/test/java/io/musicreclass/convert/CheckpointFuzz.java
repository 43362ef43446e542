package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.label.LabelMap;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.KerasFiles;
import io.musicreclass.convert.read.NumpyArrays;
import io.musicreclass.convert.read.Tensor;
import io.musicreclass.convert.read.TorchFiles;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.models.Card;
import io.musicreclass.testing.NumpyBytes;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Everything that {@code model import} reads. An input is a file of any checkpoint format, or one
 * of these words, a colon, and the part of a file whose rest is made here: {@code pickle} of a zip
 * container, {@code header} of a safetensors file, {@code config} of a MERT network, {@code genres}
 * or {@code scaler} of a head, {@code labels} of a network's classes.
 */
public final class CheckpointFuzz implements FuzzTarget {
  private static final int STORAGES = 12;
  private static final int STORAGE_BYTES = 8 * Features.COUNT;
  private static final Card.Classes CLASSES =
      new Card.Classes(Card.Classes.Unit.LOGIT, List.of("rock", "jazz", "Rock, Paper"));

  private final Path folder;
  private final Import importer;
  private final Path head;
  private final Path mert;

  public CheckpointFuzz(Path folder) throws IOException {
    this.folder = folder;
    this.importer =
        new Import(
            folder.resolve("models"),
            new OnnxEngine(1),
            Clock.systemUTC(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    this.head = TinyHeads.of("net.", Features.COUNT, 3).zip(folder.resolve("head.pth"));
    this.mert = RandomNetworks.mert(32, 1, 64).zip(folder.resolve("mert.bin"));
  }

  @Override
  public Map<String, byte[]> seeds() throws IOException {
    Path file = folder.resolve("seed");
    TorchFiles small =
        new TorchFiles()
            .put("a.weight", List.of(2, 3), () -> new float[6])
            .put("a.bias", List.of(2), () -> new float[2]);
    TorchFiles network = TinyHeads.of("net.", Features.COUNT, 2);
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("zip", Files.readAllBytes(small.zip(file)));
    seeds.put("legacy", Files.readAllBytes(small.legacy(file)));
    seeds.put("safetensors", Files.readAllBytes(small.safetensors(file)));
    seeds.put("keras", Files.readAllBytes(keras().write(file)));
    seeds.put("npy", NumpyBytes.matrix(new double[] {1, 2}, new double[] {3, 4}));
    seeds.put("npy of texts", NumpyBytes.texts(List.of("Jazz", "Rock")));
    seeds.put("npz", Files.readAllBytes(npz(file)));
    seeds.put("pickle", part("pickle", data(small.zip(file))));
    seeds.put("pickle of a head", part("pickle", data(network.zip(file))));
    seeds.put("header", part("header", header(small.safetensors(file))));
    seeds.put("header of a head", part("header", header(network.safetensors(file))));
    RandomNetworks.mertConfig(file, 32, 1, 4, 64, false);
    seeds.put("config", part("config", Files.readAllBytes(file)));
    seeds.put("genres", part("genres", "A\nB\nC\n".getBytes(StandardCharsets.UTF_8)));
    seeds.put("scaler", part("scaler", NumpyBytes.matrix(new double[2], new double[2])));
    seeds.put(
        "labels",
        part(
            "labels",
            "Rock = rock without jazz, Rock, Paper\n# a\nJazz=jazz"
                .getBytes(StandardCharsets.UTF_8)));
    return seeds;
  }

  private static KerasFiles keras() {
    return new KerasFiles()
        .put("a", "kernel", List.of(2, 3), new float[6])
        .put("a", "bias", List.of(2), new float[2]);
  }

  private static Path npz(Path file) throws IOException {
    return NumpyBytes.archive(
        file,
        Map.of("names", NumpyBytes.texts(List.of("a", "b")), "keys", NumpyBytes.integers(1, 2)));
  }

  private static byte[] part(String word, byte[] bytes) {
    byte[] start = (word + ":").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + bytes.length).put(start).put(bytes).array();
  }

  private static byte[] data(Path zip) throws IOException {
    try (ZipFile open = new ZipFile(zip.toFile())) {
      return open.getInputStream(open.getEntry("archive/data.pkl")).readAllBytes();
    }
  }

  private static byte[] header(Path safetensors) throws IOException {
    byte[] bytes = Files.readAllBytes(safetensors);
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(bytes, 8, 8 + (int) length);
  }

  @Override
  public void read(byte[] input) throws Throwable {
    String start = new String(input, 0, Math.min(8, input.length), StandardCharsets.ISO_8859_1);
    int colon = start.indexOf(':');
    byte[] rest = Arrays.copyOfRange(input, colon + 1, input.length);
    Path file = folder.resolve("input");
    switch (colon < 0 ? "" : start.substring(0, colon)) {
      case "pickle" -> checkpoint(zip(file, rest));
      case "header" -> checkpoint(safetensors(file, rest));
      case "config" -> config(Files.write(file, rest));
      case "genres" -> beside(Files.write(file, rest), Optional.of(file), Optional.empty());
      case "scaler" -> beside(Files.write(file, rest), Optional.empty(), Optional.of(file));
      case "labels" -> labels(new String(rest, StandardCharsets.UTF_8));
      default -> {
        checkpoint(Files.write(file, input));
        arrays(file);
      }
    }
  }

  private static Path zip(Path file, byte[] pickle) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "archive/data.pkl", pickle);
      for (int key = 0; key < STORAGES; key++) {
        store(zip, "archive/data/" + key, new byte[STORAGE_BYTES]);
      }
    }
    return file;
  }

  private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
  }

  private static Path safetensors(Path file, byte[] header) throws IOException {
    int data = STORAGES * STORAGE_BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file, bytes.putLong(header.length).put(header).array());
  }

  private interface Work {
    void run() throws ConvertException, IOException;
  }

  /** The only exception allowed is one that names the file and says what to do. */
  private static void refused(Path file, Work work) throws IOException {
    try {
      work.run();
    } catch (ConvertException e) {
      assertThat(e.getMessage()).startsWith(file + ": ");
      assertThat(e.remedy()).isNotBlank();
    }
  }

  private void checkpoint(Path file) throws IOException {
    refused(
        file,
        () -> {
          try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (Tensor tensor : checkpoint.tensors().values()) {
              assertThat(tensor.doubles()).hasSize((int) tensor.size());
              assertThat(tensor.floats()).hasSize((int) tensor.size());
            }
          }
          var unused = importer.any(file, Import.EncoderOptions.DEFAULT, options(Optional.empty()));
        });
  }

  private static Import.CommonOptions options(Optional<Path> genres) {
    return new Import.CommonOptions(
        Optional.of("imported"), Optional.empty(), genres, Optional.empty(), false);
  }

  private static void arrays(Path file) throws IOException {
    refused(
        file,
        () -> {
          NumpyArrays arrays = NumpyArrays.read(file);
          for (String name : arrays.names()) {
            if (arrays.hasTexts(name)) {
              assertThat(arrays.texts(name)).isNotNull();
            } else {
              assertThat(arrays.numbers(name)).isNotNull();
            }
          }
        });
  }

  private void config(Path file) throws IOException {
    refused(
        file,
        () -> {
          try (Checkpoint checkpoint = Checkpoint.open(mert)) {
            var unused = MertFamily.encoder(checkpoint, Optional.of(file));
          } catch (ConvertException e) {
            // a configuration of another network
            assertThat(e.getMessage()).startsWith((e.file().equals(mert) ? mert : file) + ": ");
          }
        });
  }

  private void beside(Path file, Optional<Path> genres, Optional<Path> scaler) throws IOException {
    try {
      var unused = importer.head(head, scaler, options(genres));
    } catch (ConvertException e) {
      assertThat(e.getMessage()).startsWith((e.file().equals(head) ? head : file) + ": ");
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains(file.toString()); // a list is the command's argument
    }
  }

  private static void labels(String text) {
    try {
      var unused = LabelMap.parse(text.lines().toList(), CLASSES);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).matches("(?s)line \\d+: .*|a label map needs at least two genres");
    }
  }
}
