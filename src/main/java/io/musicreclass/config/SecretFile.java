package io.musicreclass.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that holds a secret, read whenever the secret is needed.
 *
 * @param key the setting that names it
 * @param what the secret is, such as {@code password}
 */
public record SecretFile(String key, Path file, String what) {
  private static final int MOST_BYTES = 65_535;
  private static final Pattern WORD = Pattern.compile("[!#-\\[\\]-~]+"); // no quotes or backslash

  /**
   * The file that a setting names.
   *
   * @throws IllegalArgumentException if it is not set
   */
  public static SecretFile of(String key, Optional<String> written, Path root, String what) {
    return new SecretFile(
        key,
        root.resolve(
                written.orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            key + " is missing: name a file that holds the " + what)))
            .normalize(),
        what);
  }

  /**
   * Its text, without the line end.
   *
   * @throws IllegalArgumentException if it cannot be read; the message names the key
   */
  public String text() {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw wrong(
            (Files.exists(file) ? " is not a " + what + " file" : " does not exist")
                + ": write the "
                + what
                + " into it, or correct the key");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
      if (text.isEmpty()) {
        throw wrong(" is empty: write the " + what + " into it");
      }
      return text;
    } catch (IOException e) {
      throw wrong(" cannot be read: make it readable UTF-8 text for the user that runs reclass");
    }
  }

  /**
   * The same for a secret that is one word of ASCII characters.
   *
   * @throws IllegalArgumentException if it is not
   */
  public String word() {
    String text = text().strip();
    if (!WORD.matcher(text).matches()) {
      throw wrong(" has characters that no " + what + " has: write only the " + what + " into it");
    }
    return text;
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(key + ": " + file + why);
  }
}
