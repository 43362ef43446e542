package io.musicreclass.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.library.Library;
import io.musicreclass.library.LibraryEstimate;
import io.musicreclass.revote.TagAgreement;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The library's folders and forecast. */
@Path("/api/library")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Library", description = "Folders that are classified in the background")
class LibraryApi {
  private final DaemonHolder holder;

  LibraryApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /**
   * The library.
   *
   * @param tags agreement of the current verdicts with genres tagged by people
   * @param waitsUntil hour and minute when waiting songs will be taken; null if they are now
   * @param forecast null while no song waits, or none of the sample has been classified
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Answer(
      List<Folder> folders,
      TagAgreement tags,
      @Nullable String waitsUntil,
      @Nullable Forecast forecast) {}

  /**
   * One of its folders; {@code waiting} counts the {@code parked}, {@code done} the failed ones.
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Folder(
      String path,
      String pathUri,
      String state,
      @Nullable String problem,
      @Nullable Instant scannedAt,
      int known,
      int done,
      int failed,
      int waiting,
      int parked) {}

  /** Forecast for the waiting songs; each figure with its margin of error. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Forecast(
      int sampled,
      int heard,
      int waiting,
      LibraryEstimate.Range seconds,
      LibraryEstimate.Range sure,
      Map<String, LibraryEstimate.Range> stages,
      Map<String, LibraryEstimate.Range> genres) {}

  @GET
  @Operation(summary = "The library's folders and their progress, and a forecast from a sample")
  public Answer library() {
    Daemon daemon = holder.started();
    Library library = daemon.library();
    return new Answer(
        library.view().stream().map(LibraryApi::folder).toList(),
        daemon.tagAgreement(),
        library.hours().waitsUntil().map(LocalTime::toString).orElse(null),
        library.estimate().map(LibraryApi::forecast).orElse(null));
  }

  @POST
  @Path("rescan")
  @Operation(summary = "Scans the inbox and the library again")
  @APIResponse(responseCode = "204", description = "The scan has started")
  public void rescan() {
    holder.started().rescan();
  }

  private static Folder folder(Library.Folder folder) {
    return new Folder(
        SongFile.text(folder.path()),
        SongFile.uri(folder.path()),
        folder.state().toString(),
        folder.problem().orElse(null),
        folder.scanned(),
        folder.counts().known(),
        folder.counts().done(),
        folder.counts().failed(),
        folder.counts().waiting(),
        folder.counts().parked());
  }

  private static Forecast forecast(LibraryEstimate forecast) {
    Map<String, LibraryEstimate.Range> stages = new LinkedHashMap<>();
    forecast.stages().forEach((position, range) -> stages.put("" + position, range));
    return new Forecast(
        forecast.sampled(),
        forecast.classified(),
        forecast.waiting(),
        forecast.seconds(),
        forecast.sure(),
        stages,
        forecast.genres());
  }
}
