package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names all that a stage's result depends on besides the song: encoder, head and the longest part
 * of a song that is analysed. Two nodes whose keys are equal compute the same result.
 *
 * @param value 32 lower-case hexadecimal digits
 */
record StageKey(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  StageKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Invalid stage key");
    }
  }

  /**
   * The key of a stage.
   *
   * @param longest the longest part of a song that is analysed
   */
  static StageKey of(StageModel stage, Duration longest) {
    String text =
        String.join(
            "\n",
            stage.model().encoderHash(),
            stage.model().headHash(),
            Long.toString(longest.toMillis()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return new StageKey(HexFormat.of().formatHex(hash).substring(0, 32));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
