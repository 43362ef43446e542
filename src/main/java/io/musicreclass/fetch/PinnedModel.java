package io.musicreclass.fetch;

import java.net.URI;
import java.util.List;

/**
 * A model in one file of known content, which may come from anywhere.
 *
 * @param name by which it is fetched, also that of its package
 * @param kind of the encoder, as in {@code reclass model import}
 * @param licence for people
 * @param file of known length and hash
 * @param published addresses of the file, tried in this order
 */
public record PinnedModel(
    String name, String kind, String licence, RemoteFile file, List<URI> published) {
  public PinnedModel {
    published = List.copyOf(published);
    if (file.sha256().isEmpty()) {
      throw new IllegalArgumentException(name + " has no SHA-256");
    }
  }

  /** Of its file, in hexadecimal. */
  public String sha256() {
    return file.sha256().orElseThrow();
  }

  /** Length of its file in bytes. */
  public long bytes() {
    return file.most();
  }
}
