package io.musicreclass.web.api;

import io.musicreclass.inbox.Inbox;
import io.musicreclass.lifecycle.Volume;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import io.musicreclass.web.http.PathSpelling;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Uploads songs into the inbox. A song is written outside the inbox and moved in when it is
 * complete: partial files are never analysed.
 */
@jakarta.ws.rs.Path(PathSpelling.UPLOADS)
@Tag(name = "Change")
class Uploads {
  private static final int MAX_CONCURRENT = 4;
  private static final long MAX_BYTES = 2L << 30;

  /** Space that an upload must leave free for the ledger. */
  private static final long RESERVE = 512L << 20;

  private static final int BUFFER = 1 << 16;

  /** Mode of the song in the inbox: readable by owner and group. */
  private static final FileAttribute<?> READABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private final DaemonHolder holder;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);
  private final InboxEntry entry = new InboxEntry();

  Uploads(DaemonHolder holder) {
    this.holder = holder;
  }

  /** The file's name, relative to the inbox. */
  public record Stored(String file) {}

  /**
   * Stores a song.
   *
   * @param name its name, optionally with folders: {@code Album/01 Song.mp3}
   */
  @PUT
  @jakarta.ws.rs.Path("{name:.+}")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Uploads a song into the inbox: the body is the file, the path its name")
  @APIResponse(
      responseCode = "201",
      description = "The song is in the inbox, possibly under another name",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Stored.class)))
  public Response put(
      @Parameter(description = "Its name in the inbox, optionally with folders: Album/01 Song.mp3")
          @PathParam("name")
          String name,
      InputStream body)
      throws IOException {
    Path inbox = holder.started().inboxFolder();
    Path target = UploadName.in(inbox, name);
    refuseIgnored(inbox.relativize(target));
    if (!permits.tryAcquire()) {
      throw new ApiException(
          429, "Too many uploads at once", "the limit is " + MAX_CONCURRENT + "; try again");
    }
    try {
      Path temporary = Files.createTempFile(holder.uploads(), "", ".part", READABLE);
      try {
        receive(body, temporary);
        createFolders(inbox, target);
        Path stored = entry.move(temporary, target);
        return Response.status(201).entity(new Stored(below(inbox, stored))).build();
      } finally {
        Files.deleteIfExists(temporary);
      }
    } finally {
      permits.release();
    }
  }

  private static void refuseIgnored(Path relative) {
    Inbox.ignoredByName(relative)
        .ifPresent(
            rule -> {
              throw new ApiException(
                  422,
                  "The inbox ignores '" + SongFile.text(relative) + "': " + rule,
                  "rename it if it is a song");
            });
  }

  private static void receive(InputStream body, Path temporary) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long limit = Math.min(MAX_BYTES, Volume.usableSpace(temporary) - RESERVE);
    try (OutputStream out = Files.newOutputStream(temporary)) {
      long written = 0;
      TransferRate rate = new TransferRate();
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        written += n;
        if (rate.isTooSlow(written)) {
          throw stalled();
        }
        if (written > limit) {
          throw written > MAX_BYTES
              ? new ApiException(
                  413, "The file is larger than 2 GiB", "copy it into the inbox folder")
              : new ApiException(507, "The disk is full", "free space on the disk of reclass.home");
        }
        out.write(buffer, 0, n);
      }
      if (written == 0) {
        throw new ApiException(
            400, "The file is empty", "send the song as the body of the request");
      }
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (
        IOException e) { // no data for quarkus.http.read-timeout, or the sender has disconnected
      throw stalled();
    }
  }

  private static ApiException stalled() {
    return new ApiException(408, "The upload stalled and was cancelled", "upload it again");
  }

  /** Creates the folders above a file, unless a symbolic link leads out of the inbox. */
  private static void createFolders(Path inbox, Path target) throws IOException {
    if (!Files.isDirectory(inbox)) {
      throw new ApiException(503, "The inbox folder is missing", "see GET /api/problems");
    }
    Path existing = target.getParent();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!existing.toRealPath().startsWith(inbox.toRealPath())) {
      throw new ApiException(400, "The folder is outside the inbox", "choose another folder");
    }
    if (!Files.isDirectory(existing)) {
      throw new ApiException(
          409, "A file has the same name as the folder", "choose another folder");
    }
    Files.createDirectories(target.getParent());
  }

  /** The path relative to the inbox, with its original bytes. */
  private static String below(Path inbox, Path stored) {
    return SongFile.text(stored).substring(SongFile.text(inbox).length() + 1);
  }
}
