package io.musicreclass.fetch;

import java.net.URI;
import java.util.List;

/**
 * A model that others publish.
 *
 * @param name by which it is fetched, and which its package gets
 * @param kind the word of {@code reclass model import} that reads its weights
 * @param repository on the hub
 * @param revision of the repository: the commit that the files' hashes belong to
 * @param width of what it gives
 * @param licence its terms, for people
 * @param files the weights first, then what belongs beside them
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

  /** Where a hub, or a mirror with the hub's paths, has a file. */
  URI at(URI hub, RemoteFile file) {
    String base = hub.toString().replaceFirst("/+$", "");
    return URI.create(String.join("/", base, repository, "resolve", revision, file.name()));
  }
}
