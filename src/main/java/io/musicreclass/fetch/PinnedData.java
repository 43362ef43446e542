package io.musicreclass.fetch;

import java.net.URI;
import java.util.List;

/**
 * Published files of known content that are no model, such as those of a data set. They may come
 * from anywhere.
 *
 * @param name by which they are fetched
 * @param licence for people
 * @param files in the order of their download
 * @param manually what to do with files that were downloaded by hand, for people
 */
public record PinnedData(String name, String licence, List<PublishedFile> files, String manually) {
  /**
   * A file and where it is published.
   *
   * @param file of known length and hash
   */
  public record PublishedFile(RemoteFile file, URI published) {
    public PublishedFile {
      if (file.sha256().isEmpty()) {
        throw new IllegalArgumentException(file.name() + " has no SHA-256");
      }
    }
  }

  public PinnedData {
    files = List.copyOf(files);
  }

  /** Length of all files in bytes. */
  public long bytes() {
    return files.stream().mapToLong(file -> file.file().most()).sum();
  }

  URI published(RemoteFile wanted) {
    return files.stream()
        .filter(file -> file.file().equals(wanted))
        .findFirst()
        .orElseThrow()
        .published();
  }
}
