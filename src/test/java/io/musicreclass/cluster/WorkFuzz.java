package io.musicreclass.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.fuzz.FuzzTarget;
import io.musicreclass.playback.OpenedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages between an owner and its workers. An input is the content of one, which is read as
 * every type: signed, as a machine may send it that has the secret, and without a signature.
 */
public final class WorkFuzz implements FuzzTarget {
  private static final String TOPIC = "reclass/nas/cluster/any";
  private static final String INSIDE = "inside";
  private static final String LEASE = "0123456789abcdef".repeat(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SharedSecret secret;
  private final WorkMessages messages;
  private final WorkFixture work;
  private final Path mount;
  private final SharedFolders folders;
  private final Offer offer;

  public WorkFuzz(Path folder) throws IOException {
    secret = SharedSecret.ofOwner(folder.resolve("home"), "nas");
    messages = new WorkMessages(secret);
    work = new WorkFixture(folder);
    mount = Files.createDirectories(folder.resolve("mount")).toRealPath();
    Files.writeString(Files.createDirectories(mount.resolve("a")).resolve("b.mp3"), INSIDE);
    Path outside = Files.writeString(folder.resolve("c.mp3"), "beside");
    link("c.mp3", outside);
    link("up", folder);
    folders = SharedFolders.of(List.of("/srv/music=" + mount), List.of());
    offer = offer("a/b.mp3");
  }

  private void link(String name, Path target) throws IOException {
    if (!Files.isSymbolicLink(mount.resolve(name))) {
      Files.createSymbolicLink(mount.resolve(name), target);
    }
  }

  private Offer offer(String name) {
    Path music = Path.of("/srv/music");
    return new Offer(
        LEASE,
        LEASE,
        "session",
        SharedSong.of(music, music.resolve(name), INSIDE.length()),
        Optional.empty(),
        work.stages.stream().map(stage -> StageKey.of(stage, WorkFixture.LONGEST)).toList());
  }

  @Override
  public Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    add(seeds, "offer", offer);
    add(seeds, "a link", offer("c.mp3"));
    add(seeds, "a linked folder", offer("up/c.mp3"));
    add(seeds, "answer", work.answer(offer));
    add(seeds, "error", Answer.failed(offer, "w", "no such file"));
    add(seeds, "call", new Call("session", 8));
    add(
        seeds,
        "presence",
        new Presence(LEASE, "pc", "session", 7, 3, 9, offer.stages(), List.of(LEASE)));
    replaced(seeds, "half a surrogate", "offer", ":\"session\"", ":\"\\ud800\"");
    replaced(seeds, "a folder above", "offer", "\"YQ\"", "\"Li4\"");
    replaced(seeds, "a slash", "offer", "\"YQ\"", "\"Li4v\"");
    replaced(seeds, "nulls", "answer", "\"mp3\"", "null");
    replaced(seeds, "a huge number", "call", ":8", ":1e999999999");
    replaced(seeds, "not a number", "answer", "0.75", "\"NaN\"");
    return seeds;
  }

  private void add(Map<String, byte[]> seeds, String name, Object message) {
    byte[] signed = messages.written(TOPIC, message);
    int mac = secret.signed(TOPIC, new byte[0]).length;
    seeds.put(name, Arrays.copyOfRange(signed, mac, signed.length));
  }

  private static void replaced(
      Map<String, byte[]> seeds, String name, String of, String old, String by) {
    String text = new String(seeds.get(of), UTF_8);
    assertThat(text).contains(old);
    seeds.put(name, text.replace(old, by).getBytes(UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    for (Class<?> type : List.of(Offer.class, Answer.class, Presence.class, Call.class)) {
      assertThat(messages.read(TOPIC, input, type)).isEmpty();
    }
    read(input, Call.class);
    Optional<Offer> offered = read(input, Offer.class);
    if (offered.isPresent()) {
      open(offered.get());
    }
    Leases leases = new Leases(MINUTE, () -> 0);
    WorkerList workers = new WorkerList("session", MINUTE, () -> 0);
    WorkerInbox inbox = new WorkerInbox(WorkTopics.of("nas"), messages, workers, leases);
    WorkFixture.Song song = work.song();
    leases.open(offer, song);
    read(input, Presence.class).ifPresent(inbox::joined);
    assertThat(workers.status(Map.of())).hasSize(workers.capacity() > 0 ? 1 : 0);
    read(input, Answer.class).ifPresent(inbox::answered);
    assertThat(song.results.size() + song.givenBack.size()).isEqualTo(1 - leases.count());
  }

  /** The message in a signed input, which can be sent again. */
  private <T> Optional<T> read(byte[] input, Class<T> type) {
    Optional<T> message = messages.read(TOPIC, secret.signed(TOPIC, input), type);
    message.ifPresent(
        read ->
            assertThat(messages.read(TOPIC, messages.written(TOPIC, read), type)).hasValue(read));
    return message;
  }

  private void open(Offer offered) throws IOException {
    try (OpenedFile opened = folders.open(offered.song())) {
      assertThat(opened.path().toRealPath()).startsWith(mount);
      assertThat(opened.path()).hasContent(INSIDE);
    } catch (IOException e) {
      Answer error = Answer.failed(offered, "w", String.valueOf(e.getMessage()));
      assertThat(messages.written(TOPIC, error)).isNotEmpty();
    }
  }
}
