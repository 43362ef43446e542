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
import java.util.HexFormat;
import java.util.Optional;

/**
 * The download of one published model, into a folder that only one process uses at a time.
 * Downloaded data stays until {@link #discard() discarded}, so neither a broken connection nor a
 * failed import requires another download.
 */
public final class Fetch implements AutoCloseable {
  /** Where the models are published. */
  public static final URI HUB = URI.create("https://huggingface.co");

  private static final String LOCK = "lock";

  private final PublishedModel model;
  private final URI from;
  private final Path downloads;
  private final Path folder;
  private final FetchProgress progress;
  private final FetchLimits limits;
  private final HubClient hub;
  private final ExclusiveLock lock;

  /**
   * Locks the model's folder.
   *
   * @param from the hub or a mirror with the same paths
   * @param downloads folder for the downloads of all models, created if needed
   * @throws FetchException if another process is downloading this model
   */
  public Fetch(PublishedModel model, URI from, Path downloads, FetchProgress progress)
      throws IOException {
    this(model, from, downloads, progress, FetchLimits.USUAL);
  }

  Fetch(PublishedModel model, URI from, Path downloads, FetchProgress progress, FetchLimits limits)
      throws IOException {
    this.model = model;
    this.from = from;
    this.downloads = downloads;
    this.folder = Files.createDirectories(downloads.resolve(model.name()));
    this.progress = progress;
    this.limits = limits;
    this.hub = new HubClient(limits.silence());
    this.lock =
        ExclusiveLock.attempt(folder.resolve(LOCK))
            .orElseThrow(
                () ->
                    new FetchException(
                        model.name() + " is being downloaded by another process",
                        "Wait until it has finished"));
  }

  /**
   * Downloads and checks all files; files that exist already are only checked.
   *
   * @return the weights, with the other files beside them
   * @throws FetchException if they cannot be downloaded
   */
  public Path download() throws IOException, InterruptedException {
    for (RemoteFile file : model.files()) {
      download(file);
    }
    return folder.resolve(model.weights().name());
  }

  private void download(RemoteFile file) throws IOException, InterruptedException {
    Path target = folder.resolve(file.name());
    if (Files.exists(target) && file.sha256().equals(Optional.of(hash(target)))) {
      return;
    }
    PartialFile part = new PartialFile(target);
    String manually =
        "Or download it with a browser, then: reclass model import " + model.kind() + " FILE";
    Transfer transfer =
        new Transfer(hub, model.at(from, file), file, part, limits, progress, manually);
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
    for (RemoteFile file : model.files()) {
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
