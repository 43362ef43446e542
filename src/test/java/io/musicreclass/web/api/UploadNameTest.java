package io.musicreclass.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.web.http.ApiException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadNameTest {
  private static final Path INBOX = Path.of("/inbox");

  @Test
  void aNameWithOrWithoutFoldersIsBelowTheInbox() {
    assertThat(UploadName.in(INBOX, "song.mp3")).isEqualTo(Path.of("/inbox/song.mp3"));
    assertThat(UploadName.in(INBOX, "Björk/Début/01 ½.flac"))
        .isEqualTo(Path.of("/inbox/Björk/Début/01 ½.flac"));
  }

  @Test
  void severalLeadingDotsBelongToATitle() {
    assertThat(UploadName.in(INBOX, "..Hits/...Baby One More Time.mp3"))
        .isEqualTo(Path.of("/inbox/..Hits/...Baby One More Time.mp3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "..",
        "../song.mp3",
        "a/../../song.mp3",
        "/etc/passwd",
        "a//b.mp3",
        "a/",
        ".hidden.mp3",
        ".ssh/authorized_keys",
        "a\\..\\b.mp3",
        "a\u0000.mp3",
        "a\nb.mp3",
        "1/2/3/4/5/6/7/8/9.mp3"
      })
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> UploadName.in(INBOX, name))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @Test
  void aNameTooLongForTheFileSystemIsRefused() {
    assertThatThrownBy(() -> UploadName.in(INBOX, "ä".repeat(101) + ".mp3"))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void furtherCopiesAreNumberedBeforeTheExtension() {
    Path song = Path.of("/inbox/a.b.mp3");
    assertThat(UploadName.numbered(song, 1)).isEqualTo(song);
    assertThat(UploadName.numbered(song, 2)).isEqualTo(Path.of("/inbox/a.b (2).mp3"));
    assertThat(UploadName.numbered(Path.of("/inbox/plain"), 3))
        .isEqualTo(Path.of("/inbox/plain (3)"));
  }
}
