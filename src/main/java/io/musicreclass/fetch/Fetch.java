package io.musicreclass.fetch;

import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The download of one published model or data set, into a folder that only one process uses at a
 * time. Downloaded data stays until {@link #discard() discarded}, so neither a broken connection
 * nor a failed import requires another download.
 */
public final class Fetch implements AutoCloseable {
  /** Receives the progress of a download. */
  public interface Progress {
    /**
     * Called for every few kilobytes of a file.
     *
     * @param done bytes downloaded
     * @param total size of the file in bytes, if the server states it
     */
    void downloaded(String file, long done, OptionalLong total);

    /** Reports a step that takes time, or an attempt that is repeated. */
    void report(String line);
  }

  /** Where the models are published. */
  public static final URI HUB = URI.create("https://huggingface.co");

  private static final String LOCK = "lock";

  private final Source source;
  private final Path downloads;
  private final Path folder;
  private final Progress progress;
  private final FetchLimits limits;
  private final HubClient hub;
  private final ExclusiveLock lock;

  /**
   * What to download.
   *
   * @param name of the model or data
   * @param manually what to do with a file that was downloaded by hand
   * @param files the weights first
   * @param addresses of a file, tried in this order
   */
  private record Source(
      String name,
      String manually,
      List<RemoteFile> files,
      Function<RemoteFile, List<URI>> addresses) {}

  /**
   * Locks the model's folder.
   *
   * @param from the hub or a mirror with the same paths
   * @param downloads folder for the downloads of all models, created if needed
   * @throws FetchException if another process is downloading this model
   */
  public Fetch(PublishedModel model, URI from, Path downloads, Progress progress)
      throws IOException {
    this(model, from, downloads, progress, FetchLimits.USUAL);
  }

  Fetch(PublishedModel model, URI from, Path downloads, Progress progress, FetchLimits limits)
      throws IOException {
    this(
        new Source(
            model.name(),
            imported(model.kind()),
            model.files(),
            file -> List.of(model.at(from, file))),
        downloads,
        progress,
        limits);
  }

  /**
   * Locks the folder of a model that may come from any server.
   *
   * @param mirror tried first, at {@code <mirror>/<SHA-256>/<file name>}
   * @param downloads folder for the downloads of all models, created if needed
   * @throws FetchException if another process is downloading this model
   */
  public Fetch(PinnedModel model, Optional<URI> mirror, Path downloads, Progress progress)
      throws IOException {
    this(model, mirror, downloads, progress, FetchLimits.USUAL);
  }

  Fetch(
      PinnedModel model,
      Optional<URI> mirror,
      Path downloads,
      Progress progress,
      FetchLimits limits)
      throws IOException {
    this(
        new Source(
            model.name(),
            imported(model.kind()),
            List.of(model.file()),
            file -> file.addresses(mirror, model.published())),
        downloads,
        progress,
        limits);
  }

  /**
   * Locks the folder of data that may come from any server.
   *
   * @param mirror tried first, at {@code <mirror>/<SHA-256>/<file name>}
   * @param downloads folder for all downloads, created if needed
   * @throws FetchException if another process is downloading it
   */
  public Fetch(PinnedData data, Optional<URI> mirror, Path downloads, Progress progress)
      throws IOException {
    this(
        new Source(
            data.name(),
            data.manually(),
            data.files().stream().map(PinnedData.PublishedFile::file).toList(),
            file -> file.addresses(mirror, List.of(data.published(file)))),
        downloads,
        progress,
        FetchLimits.USUAL);
  }

  private static String imported(String kind) {
    return "reclass model import " + kind + " FILE";
  }

  private Fetch(Source source, Path downloads, Progress progress, FetchLimits limits)
      throws IOException {
    this.source = source;
    this.downloads = downloads;
    this.folder = Files.createDirectories(downloads.resolve(source.name()));
    this.progress = progress;
    this.limits = limits;
    this.hub = new HubClient(limits);
    this.lock =
        ExclusiveLock.attempt(folder.resolve(LOCK))
            .orElseThrow(
                () ->
                    new FetchException(
                        source.name() + " is being downloaded by another process",
                        "Wait until it has finished"));
  }

  /**
   * Downloads and checks all files; files that exist already are only checked.
   *
   * @return the first file, such as the weights, with the others beside it
   * @throws FetchException if they cannot be downloaded
   */
  public Path download() throws IOException, InterruptedException {
    for (RemoteFile file : source.files()) {
      download(file);
    }
    return folder.resolve(source.files().get(0).name());
  }

  private void download(RemoteFile file) throws IOException, InterruptedException {
    Path target = folder.resolve(file.name());
    if (Files.exists(target) && file.sha256().equals(Optional.of(hash(target)))) {
      return;
    }
    List<FetchException> failures = new ArrayList<>();
    for (URI address : source.addresses().apply(file)) {
      try {
        download(file, address, new PartialFile(target));
        return;
      } catch (FetchException e) {
        failures.add(e);
      }
    }
    throw FetchException.of(failures);
  }

  private void download(RemoteFile file, URI address, PartialFile part)
      throws IOException, InterruptedException {
    String manually = "Or download it with a browser, then: " + source.manually();
    Transfer transfer = new Transfer(hub, address, file, part, limits, progress, manually);
    transfer.run();
    progress.report(
        file.name()
            + (file.sha256().isPresent() ? ": checking its SHA-256" : ": already downloaded"));
    transfer.check(hash(part.data()));
    part.finish();
  }

  /** SHA-256 in hexadecimal. */
  private static String hash(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Removes the downloaded files. */
  public void discard() throws IOException {
    for (RemoteFile file : source.files()) {
      Files.deleteIfExists(folder.resolve(file.name()));
      new PartialFile(folder.resolve(file.name())).clear();
    }
  }

  /** Unlocks the folder, and removes it if it is empty. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve(LOCK));
    lock.close();
    try {
      Files.deleteIfExists(folder);
      Files.deleteIfExists(downloads);
    } catch (DirectoryNotEmptyException e) {
      // contains a partial download
    }
  }
}
