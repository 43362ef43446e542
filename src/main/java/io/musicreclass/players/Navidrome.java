package io.musicreclass.players;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.SecretFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Navidrome, by the Subsonic API's {@code startScan}. The password itself is not sent, but the MD5
 * hash of it and a random salt, as the API defines.
 */
final class Navidrome implements Player {
  static final String NAME = "navidrome";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SALT_BYTES = 16;

  private final ServerAddress address;
  private final String user;
  private final SecretFile password;
  private final SecureRandom random = new SecureRandom();

  /**
   * @throws IllegalArgumentException if a setting is wrong
   */
  Navidrome(String url, ReclassConfig.PasswordServer config, Path root) {
    address = ServerAddress.of("reclass.players.navidrome.url", url);
    user =
        config
            .username()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "reclass.players.navidrome.username is missing: set an administrator"));
    password = SecretFile.of(secretKey(), config.passwordFile(), root, "password");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String secretKey() {
    return "reclass.players.navidrome.password-file";
  }

  @Override
  public HttpRequest.Builder request() {
    byte[] bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    String salt = HexFormat.of().formatHex(bytes);
    String query =
        "?u="
            + URLEncoder.encode(user, StandardCharsets.UTF_8)
            + "&t="
            + md5(password.text() + salt)
            + "&s="
            + salt
            + "&v=1.16.1&c=reclass&f=json";
    return HttpRequest.newBuilder(address.path("/rest/startScan" + query)).GET();
  }

  static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The API answers every request with HTTP's success. */
  @Override
  public Optional<String> refusal(String body) {
    try {
      JsonNode answer = JSON.readTree(body).path("subsonic-response");
      if (answer.path("status").asText().equals("ok")) {
        return Optional.empty();
      }
      int code = answer.path("error").path("code").asInt();
      return Optional.of(
          switch (code) {
            case 40 ->
                "it refuses the user name or password: correct reclass.players.navidrome"
                    + ".username or "
                    + secretKey();
            case 50 ->
                "the user may not start a scan: set an administrator as"
                    + " reclass.players.navidrome.username";
            default -> "it does not answer as Navidrome does: check reclass.players.navidrome.url";
          });
    } catch (IOException e) {
      return Optional.of(
          "it does not answer as Navidrome does: check reclass.players.navidrome.url");
    }
  }
}
