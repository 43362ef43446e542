package io.musicreclass.fetch;

import java.net.URI;
import java.util.List;

/**
 * A model published on a hub.
 *
 * @param name by which it is fetched, also that of its package
 * @param kind of the encoder, as in {@code reclass model import}
 * @param repository on the hub
 * @param revision of the repository: the commit that the files' hashes belong to
 * @param width of its embedding
 * @param licence for people
 * @param files the weights first, then the files beside them
 */
public record PublishedModel(
    String name,
    String kind,
    String repository,
    String revision,
    int width,
    String licence,
    List<RemoteFile> files) {
  public PublishedModel {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(name + " has no files");
    }
  }

  /** The file to import; the others lie beside it. */
  public RemoteFile weights() {
    return files.get(0);
  }

  /** The address of a file on a hub, or a mirror with the hub's paths. */
  URI at(URI hub, RemoteFile file) {
    String base = hub.toString().replaceFirst("/+$", "");
    return URI.create(String.join("/", base, repository, "resolve", revision, file.name()));
  }
}
