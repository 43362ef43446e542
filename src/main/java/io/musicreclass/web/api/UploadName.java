package io.musicreclass.web.api;

import io.musicreclass.web.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** Maps the name of an upload to a path below the inbox, and nowhere else. */
final class UploadName {
  static final int MAX_COPIES = 1000;

  private static final int MAX_DEPTH = 8;
  private static final int MAX_NAME_BYTES = 200;

  /** What the parts of a name must be. */
  static final String RULE =
      "the parts of a name must not start with a dot and have at most "
          + MAX_NAME_BYTES
          + " bytes each";

  private UploadName() {}

  /**
   * The path below the inbox for a name.
   *
   * @throws ApiException with status 400 if the name is not a plain path
   */
  static Path in(Path inbox, String wanted) {
    String[] steps = wanted.split("/", -1);
    if (steps.length > MAX_DEPTH || !Arrays.stream(steps).allMatch(UploadName::plain)) {
      throw bad(wanted);
    }
    try {
      Path target = inbox.resolve(String.join("/", steps)).normalize();
      Path parent = target.getParent();
      if (!target.startsWith(inbox) || parent == null) {
        throw bad(wanted);
      }
      return target;
    } catch (InvalidPathException e) {
      throw bad(wanted);
    }
  }

  private static boolean plain(String step) {
    return !step.isBlank()
        && (!step.startsWith(".") || (step.startsWith("..") && step.length() > 2))
        && step.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\')
        && step.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
  }

  private static ApiException bad(String wanted) {
    return new ApiException(
        400,
        "'" + wanted + "' is not a valid file name for the inbox",
        "use a name, with or without folders, whose parts do not start with a dot and have at most "
            + MAX_NAME_BYTES
            + " bytes each");
  }

  /** {@code song.mp3}, {@code song (2).mp3}, {@code song (3).mp3} ... */
  static Path numbered(Path target, int copy) {
    if (copy == 1) {
      return target;
    }
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    return target.resolveSibling(stem + " (" + copy + ")" + extension);
  }
}
