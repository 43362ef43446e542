package io.musicreclass.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files of a data set, from a server on this machine. */
class PinnedDataTest implements Fetch.Progress {
  private static final byte[] ONE = "training rows".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO = "test rows".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private TinyHub hub;
  private PinnedData data;

  @BeforeEach
  void publish() throws Exception {
    hub = new TinyHub();
    data =
        new PinnedData(
            "rows",
            "ISC",
            List.of(published("one.npz", ONE), published("two.npz", TWO)),
            "train it");
  }

  @AfterEach
  void close() throws IOException {
    hub.close();
  }

  private PinnedData.PublishedFile published(String name, byte[] content) throws Exception {
    return new PinnedData.PublishedFile(
        RemoteFile.exact(name, content.length, sha256(content)),
        hub.address().resolve("/published/" + name));
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private Path download(Optional<URI> mirror) throws Exception {
    try (Fetch fetch = new Fetch(data, mirror, folder, this)) {
      return fetch.download().getParent();
    }
  }

  @Override
  public void downloaded(String file, long done, OptionalLong total) {}

  @Override
  public void report(String line) {}

  @Test
  void eachFileComesFromTheMirrorOtherwiseFromItsOwnAddress() throws Exception {
    hub.put("/" + sha256(TWO) + "/two.npz", TWO).put("/published/one.npz", ONE);
    Path there = download(Optional.of(hub.address()));
    assertThat(there.resolve("one.npz")).hasBinaryContent(ONE);
    assertThat(there.resolve("two.npz")).hasBinaryContent(TWO);
    assertThat(data.bytes()).isEqualTo(ONE.length + TWO.length);
    assertThat(hub.requests())
        .extracting(TinyHub.Request::path)
        .containsExactly(
            "/" + sha256(ONE) + "/one.npz", "/published/one.npz", "/" + sha256(TWO) + "/two.npz");
  }

  @Test
  void aWrongByteIsRefusedAndWhatIsThereIsKept() throws Exception {
    byte[] wrong = TWO.clone();
    wrong[0] ^= 1;
    hub.put("/published/one.npz", ONE).put("/published/two.npz", wrong);
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> download(Optional.empty()))
        .withMessageContaining("two.npz is not the published file: its SHA-256 is")
        .withMessageEndingWith("Or download it with a browser, then: train it");
    assertThat(folder.resolve("rows/one.npz")).exists();
    assertThat(folder.resolve("rows/two.npz")).doesNotExist();
    hub.put("/published/two.npz", TWO);
    assertThat(Files.size(download(Optional.empty()).resolve("two.npz"))).isEqualTo(TWO.length);
    assertThat(hub.requests())
        .extracting(TinyHub.Request::path)
        .containsExactly("/published/one.npz", "/published/two.npz", "/published/two.npz");
  }

  @Test
  void aFileWithoutAHashIsNotPinned() {
    RemoteFile any = new RemoteFile("x", 0, 9, Optional.empty());
    assertThatThrownBy(() -> new PinnedData.PublishedFile(any, hub.address()))
        .hasMessage("x has no SHA-256");
  }
}
