package io.musicreclass.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a published model.
 *
 * @param name in its repository
 * @param least smallest possible length in bytes; equal to {@code most} if the exact length is
 *     known
 * @param most largest possible length in bytes
 * @param sha256 in hexadecimal; empty for a small configuration file published without one, which
 *     its reader compares with the weights
 */
public record RemoteFile(String name, long least, long most, Optional<String> sha256) {
  public RemoteFile {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("Not a plain file name: '" + name + "'");
    }
    if (least < 0 || most < least) {
      throw new IllegalArgumentException(name + ": from " + least + " to " + most + " bytes");
    }
    if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(name + ": not a SHA-256: '" + sha256.get() + "'");
    }
  }

  /** A file of known length and hash. */
  public static RemoteFile exact(String name, long bytes, String sha256) {
    return new RemoteFile(name, bytes, bytes, Optional.of(sha256));
  }

  /**
   * The addresses to try: first that of a mirror, below the file's hash, then the published ones.
   */
  List<URI> addresses(Optional<URI> mirror, List<URI> published) {
    Stream<URI> first =
        mirror.stream()
            .map(base -> base.toString().replaceFirst("/+$", ""))
            .map(base -> URI.create(String.join("/", base, sha256.orElseThrow(), name)));
    return Stream.concat(first, published.stream()).toList();
  }
}
