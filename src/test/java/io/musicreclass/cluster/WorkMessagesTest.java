package io.musicreclass.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkMessagesTest {
  private static final String TOPIC = "reclass/nas/cluster/answer";

  @TempDir private Path folder;
  private SharedSecret secret;
  private WorkMessages messages;
  private WorkFixture work;

  @BeforeEach
  void secretAndModels() throws IOException {
    secret = SharedSecret.ofOwner(folder.resolve("home"), "nas");
    messages = new WorkMessages(secret);
    work = new WorkFixture(folder);
  }

  @Test
  void everyMessageIsReadAsItWasWritten() {
    WorkFixture.Song song = new WorkFixture.Song(work.stages, Optional.of(WorkFixture.ID));
    Offer offer = work.offer(song);
    Answer answer = work.answer(offer);
    Presence presence =
        new Presence(RandomIds.next(), "pc", "s", 7, 3, 9, offer.stages(), List.of(offer.lease()));
    assertThat(readBack(offer, Offer.class)).isEqualTo(offer);
    assertThat(readBack(answer, Answer.class)).isEqualTo(answer);
    assertThat(readBack(presence, Presence.class)).isEqualTo(presence);
    assertThat(readBack(new Call("s", 8), Call.class)).isEqualTo(new Call("s", 8));
    Answer error = Answer.failed(offer, "w", "no such file");
    assertThat(readBack(error, Answer.class)).isEqualTo(error);
    assertThat(AnswerCheck.results(readBack(answer, Answer.class), song))
        .isEqualTo(work.stages.stream().<StageResult>map(WorkFixture::scored).toList());
  }

  private <T> T readBack(T message, Class<T> type) {
    return messages.read(TOPIC, messages.written(TOPIC, message), type).orElseThrow();
  }

  @Test
  void aForgedOrAlteredMessageOrOneOfAnotherTopicIsNotRead() throws IOException {
    byte[] message = messages.written(TOPIC, new Call("s", 8));
    for (int i = 0; i < message.length; i++) {
      byte[] altered = message.clone();
      altered[i] ^= 1;
      assertThat(messages.read(TOPIC, altered, Call.class)).as("byte %d", i).isEmpty();
    }
    assertThat(messages.read("reclass/nas/cluster/offer", message, Call.class)).isEmpty();
    assertThat(messages.read(TOPIC, new byte[0], Call.class)).isEmpty();
    assertThat(messages.read(TOPIC, "{\"session\":\"s\",\"number\":8}".getBytes(UTF_8), Call.class))
        .isEmpty();
    WorkMessages others = new WorkMessages(SharedSecret.ofOwner(folder.resolve("other"), "nas"));
    assertThat(others.read(TOPIC, message, Call.class)).isEmpty();
  }

  @Test
  void aSignedMessageThatIsNotWhatItShouldBeIsNotRead() {
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"session\":null,\"number\":8}",
            "{\"session\":\"s\"}",
            "{\"session\":\"s\",\"number\":8} x",
            "[".repeat(100_000))) {
      assertThat(messages.read(TOPIC, secret.signed(TOPIC, json.getBytes(UTF_8)), Call.class))
          .as(json.substring(0, Math.min(40, json.length())))
          .isEmpty();
    }
    assertThat(
            messages.read(
                TOPIC, secret.signed(TOPIC, new byte[WorkMessages.MAX_BYTES]), Call.class))
        .isEmpty();
  }

  @Test
  void theSecretIsForItsOwnerAloneAndAnInvitationCarriesIt() throws IOException {
    Path file = folder.resolve("home/workers.secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    SharedSecret again = SharedSecret.ofOwner(folder.resolve("home"), "nas");
    SharedSecret invited = SharedSecret.ofInvitation(again.invitation() + "\n");
    assertThat(invited.owner()).isEqualTo("nas");
    assertThat(invited.verified(TOPIC, secret.signed(TOPIC, new byte[] {1})))
        .hasValue(new byte[] {1});
    assertThat(secret.toString()).doesNotContain(again.invitation().substring(12));
    Path invitation = Files.writeString(folder.resolve("invitation"), secret.invitation());
    Files.setPosixFilePermissions(invitation, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SharedSecret.ofInvitation(invitation)).hasMessageContaining("chmod");
    for (String wrong : List.of("", "reclass1.nas.short", "reclass2" + secret.invitation())) {
      assertThatThrownBy(() -> SharedSecret.ofInvitation(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void implausibleFactsAndPresencesDoNotExist() {
    assertThatThrownBy(
            () ->
                new SongFacts(
                    new TrackId("sha256:" + "0".repeat(64)),
                    Optional.empty(),
                    Double.NaN,
                    "mp3",
                    44_100,
                    2,
                    WorkFixture.TAGS,
                    0,
                    0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Presence(RandomIds.next(), "pc", "s", 1, 1000, 0, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Presence("id", "pc", "s", 1, 1, 0, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
