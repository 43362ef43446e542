package io.musicreclass.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.musicreclass.convert.Import;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a local hub that breaks connections and serves wrong lengths and bytes. */
class FetchTest {
  private static final FetchLimits SHORT =
      new FetchLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(1), 3);
  private static final FetchLimits IMPATIENT =
      new FetchLimits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(1), 2);
  private static final byte[] WEIGHTS = new byte[300_000];
  private static final byte[] CONFIG = "{\"hidden_size\": 32}".getBytes(StandardCharsets.UTF_8);

  static {
    new Random(1).nextBytes(WEIGHTS);
  }

  @TempDir private Path folder;
  private final List<String> reported = new ArrayList<>();
  private TinyHub hub;

  @BeforeEach
  void open() throws IOException {
    hub = new TinyHub();
    hub.publish(model(300_000, 300_000), Map.of("w.bin", WEIGHTS, "config.json", CONFIG));
  }

  @AfterEach
  void close() throws IOException {
    hub.close();
  }

  private static PublishedModel model(long least, long most) {
    RemoteFile weights = new RemoteFile("w.bin", least, most, Optional.of(sha256(WEIGHTS)));
    RemoteFile config = new RemoteFile("config.json", 2, 1 << 20, Optional.empty());
    return new PublishedModel(
        "tiny", "mert", "some/tiny", "abc", 32, "free", List.of(weights, config));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Path download(PublishedModel model, FetchLimits limits) throws Exception {
    Fetch.Progress progress =
        new Fetch.Progress() {
          @Override
          public void downloaded(String file, long done, OptionalLong total) {}

          @Override
          public void report(String line) {
            reported.add(line);
          }
        };
    try (Fetch fetch = new Fetch(model, hub.address(), folder, progress, limits)) {
      return fetch.download();
    }
  }

  private ThrowableAssertAlternative<FetchException> refused(
      PublishedModel model, FetchLimits limits) {
    return assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> download(model, limits))
        .satisfies(e -> assertThat(e.getMessage()).contains("/some/tiny/resolve/abc/w.bin"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private ThrowableAssertAlternative<FetchException> refused() {
    return refused(model(300_000, 300_000), SHORT);
  }

  private void downloads() throws Exception {
    Path weights = download(model(300_000, 300_000), SHORT);
    assertThat(weights).hasBinaryContent(WEIGHTS);
    assertThat(weights.resolveSibling("config.json")).hasBinaryContent(CONFIG);
    assertThat(left()).containsExactly("tiny", "tiny/config.json", "tiny/w.bin");
  }

  private List<String> left() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private void writePartialFile(byte[] content, String version) throws IOException {
    Path own = Files.createDirectory(folder.resolve("tiny"));
    Files.write(own.resolve("w.bin.part"), content);
    Files.writeString(own.resolve("w.bin.part.version"), version);
  }

  private TinyHub.Manner breakingOffAfter(int bytes) {
    return (request, out) -> {
      byte[] content = hub.content(request);
      TinyHub.head(out, "200 OK", "Content-Length: " + content.length, "ETag: \"one\"");
      out.write(content, 0, Math.min(bytes, content.length));
    };
  }

  @Test
  void allFilesOfAModelAreDownloadedAndNothingElse() throws Exception {
    downloads();
    assertThat(hub.requests()).hasSize(2);
    assertThat(reported)
        .containsExactly("w.bin: checking its SHA-256", "config.json: already downloaded");
  }

  @Test
  void aFileThatIsThereAndIntactIsNotDownloadedAgain() throws Exception {
    downloads();
    downloads();
    assertThat(hub.requests())
        .extracting(TinyHub.Request::path)
        .filteredOn(p -> p.endsWith("bin"))
        .hasSize(1);
  }

  @Test
  void aDiscardedDownloadLeavesNothing() throws Exception {
    try (Fetch fetch =
        new Fetch(model(1, 300_000), hub.address(), folder.resolve("d"), silent(), SHORT)) {
      fetch.download();
      fetch.discard();
    }
    assertThat(left()).isEmpty();
  }

  private static Fetch.Progress silent() {
    return new Fetch.Progress() {
      @Override
      public void downloaded(String file, long done, OptionalLong total) {}

      @Override
      public void report(String line) {}
    };
  }

  @Test
  void aBrokenConnectionIsContinuedWhereItEnded() throws Exception {
    hub.behaveOnce(breakingOffAfter(100_000));
    downloads();
    assertThat(hub.requests().get(1).headers())
        .containsEntry("if-range", "\"one\"")
        .hasEntrySatisfying("range", range -> assertThat(range).matches("bytes=[1-9]\\d*-"));
    assertThat(reported).first().asString().contains("broke off; next attempt in");
  }

  @Test
  void aNewRunResumesThePartialFileOfTheLastOne() throws Exception {
    hub.behave(
        (request, out) -> {
          if (request.headers().containsKey("range")) {
            TinyHub.head(out, "503 Service Unavailable", "Content-Length: 0");
          } else {
            breakingOffAfter(100_000).answer(request, out);
          }
        });
    refused()
        .withMessageContaining("HTTP 503")
        .withMessageContaining("the download will be resumed");
    assertThat(left()).containsExactly("tiny", "tiny/w.bin.part", "tiny/w.bin.part.version");
    long received = Files.size(folder.resolve("tiny/w.bin.part"));
    int before = hub.requests().size();
    hub.behave(hub::serve);
    downloads();
    assertThat(hub.requests().get(before).headers())
        .containsEntry("range", "bytes=" + received + "-");
  }

  @Test
  void aConnectionThatBreaksBeforeTheFirstByteLeavesNothing() throws Exception {
    hub.behave(breakingOffAfter(0));
    // Either is true, depending on whether the client read the headers before the end.
    refused().withMessageMatching(".*(broke off|closed the connection), 3 times in a row.*");
    assertThat(left()).isEmpty();
  }

  @Test
  void aServerWithoutRangesSendsAllAgain() throws Exception {
    writePartialFile(Arrays.copyOf(WEIGHTS, 1000), "\"one\"");
    hub.behave(breakingOffAfter(Integer.MAX_VALUE));
    downloads();
  }

  @Test
  void thePartialFileOfAnEarlierVersionIsDiscarded() throws Exception {
    writePartialFile(new byte[1000], "\"zero\"");
    downloads();
  }

  @Test
  void aPartialFileOfUnknownVersionIsNotResumed() throws Exception {
    writePartialFile(new byte[1000], "\"one\"");
    Files.delete(folder.resolve("tiny/w.bin.part.version"));
    downloads();
    assertThat(hub.requests().get(0).headers()).doesNotContainKey("range");
  }

  @Test
  void aServerWithoutValidatorsLeavesNoPartialFile() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "Content-Length: 300000");
          out.write(WEIGHTS, 0, 100_000);
        });
    refused().withMessageContaining("broke off");
    assertThat(left()).isEmpty();
  }

  @Test
  void aCompletePartialFileIsNotDownloadedAgain() throws Exception {
    writePartialFile(WEIGHTS, "\"one\"");
    downloads();
    assertThat(hub.requests().get(0).headers()).containsEntry("range", "bytes=300000-");
  }

  @Test
  void aPartialFileLongerThanTheFileIsDeleted() throws Exception {
    writePartialFile(new byte[300_001], "\"one\"");
    downloads();
  }

  @Test
  void aRangeFromAnotherPositionIsNotUsed() throws Exception {
    writePartialFile(Arrays.copyOf(WEIGHTS, 1000), "\"one\"");
    hub.behaveOnce(
        (request, out) -> {
          TinyHub.head(
              out,
              "206 Partial Content",
              "Content-Range: bytes 0-299999/300000",
              "Content-Length: 300000");
          out.write(WEIGHTS);
        });
    downloads();
  }

  @Test
  void wrongBytesAreRefusedAndLeaveNothing() throws Exception {
    byte[] wrong = WEIGHTS.clone();
    wrong[150_000] ^= 1;
    hub.put("/some/tiny/resolve/abc/w.bin", wrong);
    refused()
        .withMessageContaining("its SHA-256 is " + sha256(wrong) + " instead of " + sha256(WEIGHTS))
        .withMessageContaining("Try another mirror");
    assertThat(left()).isEmpty();
  }

  @Test
  void aPartialFileOfAnotherVersionIsDetectedAndDeleted() throws Exception {
    writePartialFile(new byte[1000], "\"one\"");
    refused().withMessageContaining("its SHA-256 is");
    assertThat(left()).isEmpty();
    downloads();
  }

  /**
   * Announces this length and sends until the client closes the connection. If the server closed it
   * after the headers, the client would sometimes see only a broken connection, and ask again.
   */
  private static TinyHub.Manner announcing(long length) {
    return (request, out) -> {
      TinyHub.head(out, "200 OK", "Content-Length: " + length);
      while (true) {
        out.write(WEIGHTS);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {299_999, 300_001, 2_000_000_000})
  void aWrongLengthIsRefusedBeforeTheDownload(int length) throws Exception {
    hub.behave(announcing(length));
    refused().withMessageContaining("its length is " + length + " bytes");
    assertThat(hub.requests()).hasSize(1);
    assertThat(left()).isEmpty();
  }

  @Test
  void fewerBytesThanAnnouncedAreResumedAndThenGivenUp() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "Content-Length: 300500", "ETag: \"one\"");
          out.write(WEIGHTS);
        });
    refused(model(1, 400_000), SHORT).withMessageContaining("3 times in a row");
    assertThat(left()).containsExactly("tiny", "tiny/w.bin.part", "tiny/w.bin.part.version");
  }

  @Test
  void moreBytesThanAnnouncedAreRefused() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "Content-Length: 200000", "ETag: \"one\"");
          out.write(WEIGHTS);
        });
    refused(model(1, 400_000), SHORT).withMessageContaining("its SHA-256 is");
    assertThat(left()).isEmpty();
  }

  @Test
  void anEndlessBodyIsRefused() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "ETag: \"one\"");
          while (true) {
            out.write(WEIGHTS);
          }
        });
    refused().withMessageContaining("it is longer than 300000 bytes");
    assertThat(left()).isEmpty();
  }

  @Test
  void aWebPageIsRefused() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "Content-Type: text/html; charset=utf-8");
          out.write("<html>Please sign in</html>".getBytes(StandardCharsets.UTF_8));
        });
    refused().withMessageContaining("a web page instead").withMessageContaining("sign-in");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elsewhere/w", "../../../../elsewhere/w"})
  void redirectsAreFollowed(String location) throws Exception {
    hub.put("/elsewhere/w", WEIGHTS);
    hub.behaveOnce((request, out) -> TinyHub.head(out, "302 Found", "Location: " + location));
    downloads();
    assertThat(hub.requests().get(1).path()).isEqualTo("/elsewhere/w");
  }

  @Test
  void endlessRedirectsAreRefused() throws Exception {
    hub.behave((request, out) -> TinyHub.head(out, "302 Found", "Location: " + request.path()));
    refused().withMessageContaining("too many redirects");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://hub/f, https://cdn/f, https://cdn/f",
    "https://hub/f, https://cdn/f, https://cdn/f",
    "https://hub/f, /g?x=1, https://hub/g?x=1",
    "http://hub/f, http://cdn/f, http://cdn/f"
  })
  void aRedirectToAnEquallySecureAddressIsFollowed(URI from, String location, URI to)
      throws Exception {
    assertThat(HubClient.next(from, from, Optional.of(location))).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub/f, http://cdn/f",
    "https://hub/f, file:///etc/passwd",
    "http://hub/f, ftp://hub/f",
    "http://hub/f, 'http://'",
    "http://hub/f, 'not an address'",
    "http://hub/f, "
  })
  void aRedirectToALessSecureAddressIsRefused(URI from, String location) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> HubClient.next(from, from, Optional.ofNullable(location)))
        .withMessageContaining("which is not allowed");
  }

  @Test
  void aServerThatSendsAlmostNothingIsGivenUp() throws Exception {
    hub.behave(
        (request, out) -> {
          TinyHub.head(out, "200 OK", "Content-Length: 300000", "ETag: \"one\"");
          for (byte b : WEIGHTS) {
            out.write(b);
            out.flush();
            Thread.sleep(20);
          }
        });
    refused(model(300_000, 300_000), IMPATIENT)
        .withMessageContaining("sends almost nothing, 2 times");
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    hub.behave((request, out) -> Thread.sleep(60_000));
    refused(model(300_000, 300_000), IMPATIENT).withMessageContaining("127.0.0.1 does not answer");
    assertThat(left()).isEmpty();
  }

  @Test
  void anUnreachableServerIsNamed() throws Exception {
    hub.close();
    refused().withMessageContaining("127.0.0.1 cannot be reached, 3 times in a row");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, no such file",
    "410, no such file",
    "401, requires a sign-in",
    "403, requires a sign-in",
    "418, answers with HTTP 418"
  })
  void aRefusalIsFinal(int status, String reason) throws Exception {
    hub.behave((request, out) -> TinyHub.head(out, status + " No", "Content-Length: 0"));
    refused().withMessageContaining(reason).withMessageContaining("reclass model import mert FILE");
    assertThat(hub.requests()).hasSize(1);
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aTransientServerFailureIsRetried(int status) throws Exception {
    hub.behaveOnce((request, out) -> TinyHub.head(out, status + " No", "Content-Length: 0"));
    downloads();
    assertThat(reported).first().asString().contains("HTTP " + status + "); next attempt in");
  }

  @Test
  void aLastingServerFailureIsGivenUp() throws Exception {
    hub.behave((request, out) -> TinyHub.head(out, "500 No", "Content-Length: 0"));
    refused().withMessageContaining("HTTP 500), 3 times in a row");
    assertThat(hub.requests()).hasSize(3);
    assertThat(left()).isEmpty();
  }

  @Test
  void aFileTooLargeForTheDiskIsNotStarted() throws Exception {
    long tooMuch = Long.MAX_VALUE / 8;
    hub.behave(announcing(tooMuch));
    refused(model(1, tooMuch), SHORT)
        .withMessageContaining("MB are free")
        .withMessageContaining("Free some space");
    assertThat(left()).isEmpty();
  }

  @Test
  void oneModelIsFetchedByOneProcessAtATime() throws Exception {
    PublishedModel model = model(1, 300_000);
    try (Fetch first = new Fetch(model, hub.address(), folder, silent(), SHORT)) {
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> new Fetch(model, hub.address(), folder, silent(), SHORT))
          .withMessageContaining("tiny is being downloaded by another process");
      assertThat(first.download()).exists();
    }
  }

  @Test
  void theCatalogueContainsTheModelsThatCanBeImported() {
    assertThat(Import.published())
        .extracting(PublishedModel::name)
        .containsExactly("mert-95m", "mert-330m", "openjmla");
    assertThat(Import.published()).allSatisfy(m -> assertThat(m.weights().sha256()).isPresent());
    PublishedModel mert = Import.published().get(0);
    assertThat(mert.weights().most()).isEqualTo(377_552_987);
    assertThat(mert.at(URI.create("https://mirror.example/hub/"), mert.weights()))
        .hasToString(
            "https://mirror.example/hub/m-a-p/MERT-v1-95M/resolve/"
                + mert.revision()
                + "/pytorch_model.bin");
  }

  private PinnedModel pinned(String... paths) {
    return new PinnedModel(
        "small",
        "musicnn",
        "free",
        RemoteFile.exact("w.bin", WEIGHTS.length, sha256(WEIGHTS)),
        Stream.of(paths).map(path -> hub.address().resolve(path)).toList());
  }

  private Path downloadPinned(PinnedModel model, Optional<URI> mirror) throws Exception {
    try (Fetch fetch = new Fetch(model, mirror, folder, silent(), SHORT)) {
      return fetch.download();
    }
  }

  private List<String> requested() {
    return hub.requests().stream().map(TinyHub.Request::path).toList();
  }

  @Test
  void aPinnedFileComesFromTheMirrorFirst() throws Exception {
    PinnedModel model = pinned("/published/w.bin");
    hub.mirror(model, WEIGHTS);
    assertThat(downloadPinned(model, Optional.of(URI.create(hub.address() + "/"))))
        .hasBinaryContent(WEIGHTS);
    assertThat(requested()).containsExactly("/" + sha256(WEIGHTS) + "/w.bin");
  }

  @Test
  void aPinnedFileComesFromTheFirstAddressThatHasIt() throws Exception {
    byte[] wrong = WEIGHTS.clone();
    wrong[7] ^= 1;
    hub.put("/wrong", wrong).put("/right", WEIGHTS);
    assertThat(downloadPinned(pinned("/missing", "/wrong", "/right", "/unused"), Optional.empty()))
        .hasBinaryContent(WEIGHTS);
    assertThat(requested()).containsExactly("/missing", "/wrong", "/right");
  }

  @Test
  void aPinnedFileThatNoAddressHasIsRefusedWithEveryReason() throws Exception {
    byte[] wrong = WEIGHTS.clone();
    wrong[7] ^= 1;
    hub.put("/wrong", wrong);
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> downloadPinned(pinned("/missing", "/wrong"), Optional.empty()))
        .withMessageContaining("/missing: no such file (HTTP 404); ")
        .withMessageContaining("/wrong is not the published file: its SHA-256 is " + sha256(wrong))
        .extracting(FetchException::brief)
        .asString()
        .isEqualTo(
            "missing from %1$s: no such file (HTTP 404); wrong from %1$s is not the published file: its SHA-256 is %2$s instead of %3$s",
            hub.address().getAuthority(), sha256(wrong), sha256(WEIGHTS));
    assertThat(left()).isEmpty();
  }

  @Test
  void theDefaultModelsArePinned() {
    assertThat(Import.byDefault())
        .extracting(PinnedModel::name, PinnedModel::bytes, PinnedModel::sha256)
        .containsExactly(
            tuple(
                "musicnn",
                3_319_120L,
                "412a832c8527a813e084ba6f2cc7d068ecbbf1b68bda8c1de2e7de0d1f5fe7d1"),
            tuple(
                "mn04",
                4_066_513L,
                "899a8c6217063f6941793102a2780b3dd788ab11fce468d9cf5f0577c453321c"));
    assertThat(Import.byDefault())
        .flatExtracting(PinnedModel::published)
        .hasSize(4)
        .allMatch(address -> address.toString().startsWith("https://"));
  }
}
