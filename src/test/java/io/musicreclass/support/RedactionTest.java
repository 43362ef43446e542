package io.musicreclass.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String PASSWORD = "pä ss\"w&rd";
  private final Redaction redaction =
      new Redaction(
          List.of(PASSWORD, "tok3n-of-the-page", "abc"),
          List.of(Path.of("/srv/in box"), Path.of("/mnt/nas/music")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connecting with pä ss\"w&rd failed",
        "?x=p%C3%A4+ss%22w%26rd",
        "?x=p%C3%A4%20ss%22w%26rd",
        "{\"x\": \"pä ss\\\"w&rd\"}",
        "Header cMOkIHNzIncmcmQ=",
        "Caused by: java.io.IOException: tok3n-of-the-page\n\tat io.x"
      })
  void aKnownSecretIsRemovedInEveryForm(String text) {
    assertThat(redaction.apply(text))
        .contains("<removed>")
        .doesNotContain("w&rd", "w%26rd", "cMOkIHNzIncmcmQ", "tok3n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://ann:s3cret@broker:1883 cannot be reached",
        "https://s3cret@host/x",
        "http://ann:p@s3cret@host/",
        "password=s3cret",
        "Password: s3cret",
        "mqtt_password = 's3cret'",
        "\"token\":\"s3cret\"",
        "X-Plex-Token: s3cret",
        "api_key=s3cret&x=1",
        "Authorization: MediaBrowser Token=\"s3cret\"",
        "Authorization: Bearer s3cret",
        "authorization=[Basic s3cret]",
        "sent Bearer s3cret123 to it",
        "GET /rest/startScan?u=s3cret&t=s3cret&s=s3cret&v=1.16.1",
        "the token is s3cret",
        "passphrase: \"two s3cret words\"",
        "eyJhbGciOi.s3cret.s3cret",
        "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\ns3cret",
        "mail to s3cret@example.org",
        "username=s3cret"
      })
  void whatLooksLikeASecretIsRemoved(String text) {
    assertThat(redaction.apply(text)).doesNotContain("s3cret").contains("<removed>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Classified file=/srv/in box/Ann/My Song.mp3 genre=Disco confidence=0.9",
        "Failed file=My Song.mp3 reason=too short",
        "/srv/in box/My Song.xyz: no such file",
        "/mnt/nas/music/Ann/My Song/01 My Song.flac: stale handle",
        "{\"path\": \"/mnt/nas/music/My Song\", \"x\": 1}",
        "Organized action=move file=/a/My Song.mp3 target=/b/My Song.mp3 note=My Song",
        "file:///srv/in%20box/My%20Song",
        "cannot open \"My Song.OPUS\"",
        "/elsewhere/My Song.m4a is damaged"
      })
  void namesOfSongsAreRemoved(String text) {
    assertThat(redaction.apply(text)).doesNotContain("Song").contains("<removed>");
  }

  @Test
  void whatHelpsIsKept() {
    assertThat(redaction.apply("Classified file=/srv/in box/a.mp3 genre=Disco stage=2 ms=812"))
        .isEqualTo("Classified file=<removed> genre=Disco stage=2 ms=812");
    assertThat(redaction.apply("tcp://ann:pw@nas:1883: Connection refused (ECONNREFUSED)"))
        .isEqualTo("tcp://<removed>@nas:1883: Connection refused (ECONNREFUSED)");
    assertThat(redaction.apply("at io.musicreclass.Main.main(Main.java:7)"))
        .isEqualTo("at io.musicreclass.Main.main(Main.java:7)");
    assertThat(redaction.apply("ext4, 12 of 34 MB free; abc"))
        .isEqualTo("ext4, 12 of 34 MB free; abc");
  }

  @Test
  void namesOfUsersAreRemovedFromPaths() {
    assertThat(redaction.apply("/home/ann/reclass/var: no space"))
        .isEqualTo("/home/<user>/reclass/var: no space");
  }

  @ParameterizedTest
  @CsvSource({
    "reclass.mqtt.password,abc,<removed>",
    "RECLASS_MQTT_PASSWORD,abc,<removed>",
    "reclass.mqtt.username,bob,<removed>",
    "reclass.players.plex.token,abc,<removed>",
    "reclass.mqtt.password-file,/etc/reclass/p,/etc/reclass/p",
    "reclass.web.token-for,all,all",
    "reclass.mqtt.url,tcp://a:b@nas:1,tcp://<removed>@nas:1",
    "reclass.vote.sure,0.7,0.7"
  })
  void settingsKeepTheirKeys(String key, String value, String shown) {
    assertThat(redaction.setting(key, value)).isEqualTo(key + "=" + shown);
  }
}
