package io.musicreclass.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.cli.Commands;
import io.musicreclass.cli.Main;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.fetch.PublishedModel;
import io.musicreclass.fetch.RemoteFile;
import io.musicreclass.fetch.TinyHub;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code reclass model fetch} from a hub on this machine. */
class FetchCommandTest {
  private static final int WIDTH = 32;

  @TempDir private Path folder;
  private Commands reclass;
  private TinyHub hub;
  private PublishedModel tiny;

  @BeforeEach
  void publish() throws Exception {
    reclass = new Commands(folder);
    hub = new TinyHub();
    Path config = RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 2, 4, 64, false);
    Path weights = RandomNetworks.mert(WIDTH, 2, 64).zip(folder.resolve("pytorch_model.bin"));
    tiny =
        new PublishedModel(
            "tiny-mert",
            "mert",
            "some/tiny",
            "abc",
            WIDTH,
            "for tests only",
            List.of(pinned(weights), pinned(config)));
    hub.publish(
        tiny,
        Map.of(
            "config.json", Files.readAllBytes(config),
            "pytorch_model.bin", Files.readAllBytes(weights)));
  }

  @AfterEach
  void close() throws IOException {
    hub.close();
  }

  private static RemoteFile pinned(Path file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    long size = Files.size(file);
    return new RemoteFile(
        file.getFileName().toString(), size, size, Optional.of(HexFormat.of().formatHex(hash)));
  }

  private Commands.Ran fetch(Object... more) {
    List<String> words = new ArrayList<>(List.of("tiny-mert", "--from", hub.address().toString()));
    Stream.of(more).map(Object::toString).forEach(words::add);
    return reclass.run(
        () -> Main.execute(new FetchCommand(List.of(tiny)), words.toArray(String[]::new)));
  }

  @Test
  void aPublishedEncoderIsFetchedAndImportedAndItsDownloadRemoved() throws IOException {
    Path head = TinyHeads.of("fc.", WIDTH, 8, 8, 16).zip(folder.resolve("h.pth"));
    Commands.Ran ran = fetch("--accept-licence", "--head", head, "--name", "mine");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("tiny-mert: some/tiny at " + hub.address(), "licence   for tests only")
        .contains("layers 2, width 32, heads 4", "layers 32-8-8-16", "reclass reload or a restart");
    assertThat(ran.err()).contains("pytorch_model.bin: checking its SHA-256");
    assertThat(reclass.left()).containsExactly("mine");
    Card card = new ModelStore(List.of(reclass.models())).find("mine").orElseThrow().card();
    assertThat(card.source())
        .isEqualTo(new Card.Source("pytorch_model.bin", tiny.weights().sha256().orElseThrow()));
    assertThat(reclass.run("model", "verify", "mine").status()).isZero();
  }

  @Test
  void aLicenceThatWasNotAcceptedIsShownAndNothingIsFetched() throws IOException {
    Commands.Ran ran = fetch();
    assertThat(ran.out()).contains("licence   for tests only");
    assertThat(ran.err()).contains("reclass model fetch tiny-mert --accept-licence");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(hub.requests()).isEmpty();
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void anImportThatFailsCostsNoSecondDownload() throws IOException {
    float[] bias = new float[16];
    bias[3] = Float.NaN;
    Path head =
        TinyHeads.of("fc.", WIDTH, 8, 8, 16)
            .put("fc.6.bias", List.of(16), bias::clone)
            .zip(folder.resolve("h.pth"));
    Commands.Ran ran = fetch("--accept-licence", "--head", head);
    assertThat(ran.err()).contains("h.pth: tensor fc.6.bias contains NaN");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).containsExactly(".fetch");
    int before = hub.requests().size();
    assertThat(fetch("--accept-licence").status()).isZero();
    assertThat(hub.requests()).hasSize(before);
    assertThat(reclass.left()).containsExactly("mert-32");
  }

  @Test
  void aHeadThatDoesNotFitIsRefusedBeforeTheDownload() throws IOException {
    Path head = TinyHeads.of("fc.", 768, 8, 8, 16).zip(folder.resolve("h.pth"));
    Commands.Ran ran = fetch("--accept-licence", "--head", head);
    assertThat(ran.err()).contains("h.pth: takes 768 values, but tiny-mert gives 32");
    assertThat(fetch("--accept-licence", "--head", "nowhere.pth").err())
        .contains("nowhere.pth: cannot be read");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(hub.requests()).isEmpty();
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void aDownloadWithTheWrongHashMakesNoPackage() throws IOException {
    byte[] other =
        Files.readAllBytes(RandomNetworks.mert(WIDTH, 2, 64).legacy(folder.resolve("other")));
    hub.put(
        "/some/tiny/resolve/abc/pytorch_model.bin",
        Arrays.copyOf(other, (int) tiny.weights().most()));
    Commands.Ran ran = fetch("--accept-licence");
    assertThat(ran.err()).contains("its SHA-256 is");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void anExistingModelIsNotReplaced() {
    assertThat(fetch("--accept-licence", "--name", "mine").status()).isZero();
    int before = hub.requests().size();
    Commands.Ran ran = fetch("--accept-licence", "--name", "mine");
    assertThat(ran.err()).contains("mine already exists", "reclass model remove mine");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(hub.requests()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "--from, ftp://host/x, is not an http:// or https:// URL",
    "--from, /a/folder, reclass model import mert FILE"
  })
  void anInvalidOptionIsAUsageError(String option, String value, String reason) throws IOException {
    List<String> words = List.of("tiny-mert", "--accept-licence", option, value);
    Commands.Ran ran =
        reclass.run(
            () -> Main.execute(new FetchCommand(List.of(tiny)), words.toArray(String[]::new)));
    assertThat(ran.err()).contains(reason);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void aModelOutsideTheCatalogueIsAUsageError() {
    Commands.Ran ran = reclass.run("model", "fetch", "vggish");
    assertThat(ran.err()).contains("available: mert-95m, mert-330m, openjmla, defaults");
    assertThat(ran.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "mert-95m, CC-BY-NC-4.0: for non-commercial use only",
    "mert-330m, CC-BY-NC-4.0: for non-commercial use only",
    "openjmla, Creative Commons without naming which"
  })
  void thePublishedModelsRequireTheirLicence(String name, String licence) {
    Commands.Ran ran = reclass.run("model", "fetch", name);
    assertThat(ran.out()).contains(licence);
    assertThat(ran.err()).contains("reclass model fetch " + name + " --accept-licence");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void aMirrorWithoutTheFileIsReported() throws IOException {
    Commands.Ran ran =
        reclass.run("model", "fetch", "openjmla", "--accept-licence", "--from", hub.address());
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .startsWith("reclass: " + hub.address() + "/UniMus/OpenJMLA/resolve/")
        .contains("no such file", "reclass model import jmla FILE");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(reclass.left()).isEmpty();
  }

  @Test
  void theDefaultModelsComeFromAMirrorInOneCommand() throws IOException {
    for (PinnedModel model : Import.byDefault()) {
      byte[] content = Files.readAllBytes(Golden.path("golden/taggers/" + model.file().name()));
      var unused = hub.mirror(model, content);
    }
    Commands.Ran ran = reclass.run("model", "fetch", "defaults", "--from", hub.address());
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("musicnn (ISC, ", "mn04 (MIT, ", "7.4 MB")
        .contains("votes     as stage efficientat", "votes     as stage musicnn");
    assertThat(reclass.left()).containsExactly("mn04", "musicnn");
    assertThat(reclass.run("model", "fetch", "defaults", "--from", hub.address()).out())
        .contains("already imported");
    assertThat(hub.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--name, mine, takes no other option than --from",
    "--head, h.pth, takes no other option than --from",
    "--from, ftp://host/x, is not an http:// or https:// URL"
  })
  void theDefaultModelsTakeNoOptionButTheMirror(String option, String value, String reason)
      throws IOException {
    Commands.Ran ran = reclass.run("model", "fetch", "defaults", option, value);
    assertThat(ran.err()).contains(reason);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(reclass.left()).isEmpty();
  }
}
