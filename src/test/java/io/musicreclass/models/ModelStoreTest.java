package io.musicreclass.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  @TempDir private Path root;

  private ModelPackage write(Path where, Card card, String head) throws IOException {
    byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
    return ModelStore.write(
        where, card, Map.of(ModelPackage.HEAD, out -> out.write(bytes)), staged -> {});
  }

  private ModelPackage write(String name) throws IOException {
    return write(root, Cards.card(name, false, Instant.EPOCH), "net");
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aWrittenPackageIsFound() throws IOException {
    ModelPackage written = write("one");
    ModelPackage found = new ModelStore(List.of(root)).find("one").orElseThrow();
    assertThat(found.card()).isEqualTo(written.card());
    assertThat(found.head()).hasValue(root.resolve("one/head.onnx"));
    assertThat(found.encoder()).isEmpty();
    assertThat(found.verify()).isEmpty();
  }

  @Test
  void theNewestImportedComesFirstAndBundledOnesLast() throws IOException {
    write(root, Cards.card("bundled", true, null), "net");
    write(root, Cards.card("old", false, Instant.parse("2026-01-01T00:00:00Z")), "net");
    write(root, Cards.card("new", false, Instant.parse("2026-02-01T00:00:00Z")), "net");
    assertThat(new ModelStore(List.of(root)).list())
        .extracting(p -> p.card().name())
        .containsExactly("new", "old", "bundled");
  }

  @Test
  void anEarlierFolderHidesALaterOne() throws IOException {
    Path mine = root.resolve("mine");
    Path theirs = root.resolve("theirs");
    write(mine, Cards.card("m", false, Instant.EPOCH), "mine");
    write(theirs, Cards.card("m", true, null), "theirs");
    ModelStore store = new ModelStore(List.of(mine, theirs, root.resolve("absent")));
    assertThat(store.list()).hasSize(1);
    assertThat(store.find("m").orElseThrow().folder()).isEqualTo(mine.resolve("m"));
  }

  @Test
  void builtEnginesHiddenFoldersAndFilesAreNoPackages() throws IOException {
    Files.createDirectories(root.resolve("trt/one"));
    Files.createDirectory(root.resolve(".one.new-123"));
    Files.writeString(root.resolve("README.md"), "text");
    ModelStore store = new ModelStore(List.of(root));
    assertThat(store.list()).isEmpty();
    assertThat(store.broken()).isEmpty();
  }

  @Test
  void brokenPackagesAreReportedAndDoNotAffectOthers() throws IOException {
    write("good");
    Files.createDirectory(root.resolve("empty"));
    write("headless");
    Files.delete(root.resolve("headless/head.onnx"));
    write("renamed");
    Files.move(root.resolve("renamed"), root.resolve("other"));
    ModelStore store = new ModelStore(List.of(root));
    assertThat(store.list()).extracting(p -> p.card().name()).containsExactly("good");
    assertThat(store.broken())
        .satisfiesExactly(
            r -> assertThat(r).contains("empty/model.json is missing", "remove it"),
            r -> assertThat(r).contains("headless/head.onnx is missing", "import the model again"),
            r -> assertThat(r).contains("other/model.json", "renamed", "rename one of them"));
  }

  @Test
  void aCardCannotNameFilesOutsideItsFolder() throws IOException {
    write("m");
    Path card = root.resolve("m/model.json");
    Files.writeString(root.resolve("secret"), "x");
    Files.writeString(card, Files.readString(card).replace("head.onnx", "../secret"));
    assertThat(new ModelStore(List.of(root)).broken())
        .singleElement()
        .satisfies(b -> assertThat(b).contains("'../secret', which is not a plain file name"));
  }

  @Test
  void aChangedNetworkIsDetected() throws IOException {
    ModelPackage written = write("m");
    Files.writeString(root.resolve("m/head.onnx"), "other");
    assertThat(written.verify())
        .singleElement()
        .satisfies(p -> assertThat(p).contains("m/head.onnx", "import or train"));
  }

  @Test
  void theHashesDependOnWhatTheyIdentify() throws IOException {
    ModelPackage one = write(root, Cards.card("one", false, Instant.EPOCH), "net");
    ModelPackage renamed = write(root, Cards.card("two", true, null), "net");
    ModelPackage retrained = write(root, Cards.card("three", false, Instant.EPOCH), "other");
    Card.Head scaled = Cards.head(List.of(0.0, 1.0), List.of(1.0, 2.0));
    ModelPackage rescaled = write(root, Cards.card("four", false, null, scaled), "net");
    assertThat(renamed.headHash()).isEqualTo(one.headHash()).matches("[0-9a-f]{64}");
    assertThat(retrained.headHash()).isNotEqualTo(one.headHash());
    assertThat(rescaled.headHash()).isNotEqualTo(one.headHash());
    // The embedding of all four is the 518 features of the same excerpt.
    assertThat(List.of(renamed.encoderHash(), retrained.encoderHash(), rescaled.encoderHash()))
        .containsOnly(one.encoderHash());
  }

  @Test
  void aPackageThatFailsItsCheckLeavesNothing() {
    assertThatThrownBy(
            () ->
                ModelStore.write(
                    root,
                    Cards.card("m", false, null),
                    Map.of(ModelPackage.HEAD, out -> out.write(1)),
                    staged -> {
                      throw new IOException("the check says no");
                    }))
        .hasMessage("the check says no");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aFailedWriteKeepsTheEarlierPackage() throws IOException {
    write("m");
    assertThatThrownBy(
            () ->
                ModelStore.write(
                    root,
                    Cards.card("m", false, null),
                    Map.of(
                        ModelPackage.HEAD,
                        out -> {
                          out.write(1);
                          throw new IOException("disk full");
                        }),
                    staged -> {}))
        .hasMessage("disk full");
    assertThat(root.resolve("m/head.onnx")).hasContent("net");
    assertThat(entries()).containsExactly("m");
  }

  @Test
  void aPackageIsReplacedAsAWhole() throws IOException {
    write("m");
    ModelPackage second = write(root, Cards.card("m", false, Instant.EPOCH), "second");
    assertThat(second.verify()).isEmpty();
    assertThat(root.resolve("m/head.onnx")).hasContent("second");
    assertThat(entries()).containsExactly(".former-m", "m");
  }

  @Test
  void aPackageWithoutTheNetworkItDescribesIsNotWritten() {
    assertThatThrownBy(
            () -> ModelStore.write(root, Cards.card("m", false, null), Map.of(), staged -> {}))
        .hasMessageContaining("without head.onnx");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aBuilderThatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                ModelStore.<InterruptedException>build(
                    root,
                    "m",
                    folder -> {
                      Files.writeString(folder.resolve(ModelPackage.HEAD), "half");
                      throw new InterruptedException("no more");
                    },
                    staged -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void everyFileOfTheBuilderBelongsToThePackage() throws IOException {
    ModelPackage built =
        ModelStore.build(
            root,
            "m",
            folder -> {
              Files.writeString(folder.resolve(ModelPackage.HEAD), "net");
              Files.writeString(folder.resolve("encoder.data"), "weights");
              return Cards.card("m", false, null);
            },
            staged -> assertThat(staged.verify()).isEmpty());
    assertThat(built.card().files()).containsOnlyKeys("encoder.data", "head.onnx");
    assertThat(built.verify()).isEmpty();
  }

  @Test
  void aFolderThatIsNoPackageIsNeverReplaced() throws IOException {
    Files.createDirectory(root.resolve("m"));
    Files.writeString(root.resolve("m/song.mp3"), "music");
    assertThatThrownBy(() -> write("m")).hasMessageContaining("not a model package");
    assertThat(root.resolve("m/song.mp3")).hasContent("music");
  }
}
