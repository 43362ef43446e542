package io.musicreclass.web.api;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files and folders that are ignored because of their names, and names that would be. */
@Path("/api/ignored")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Songs")
class IgnoredApi {
  private final DaemonHolder holder;

  IgnoredApi(DaemonHolder holder) {
    this.holder = holder;
  }

  /** Ignored files and folders of the inbox, and of the library's last scan. */
  record Answer(List<Rule> inbox, List<Rule> library) {}

  /**
   * One rule.
   *
   * @param examples some of the ignored paths
   */
  record Rule(String rule, int count, List<String> examples) {}

  @GET
  @Operation(summary = "Files and folders ignored because of their names, by rule")
  public Answer ignored() {
    Daemon daemon = holder.started();
    return new Answer(rules(daemon.ignored()), rules(daemon.library().ignored()));
  }

  /**
   * The body of a check.
   *
   * @param files names below the inbox, as they would be uploaded
   */
  public record Names(@Nullable List<@Nullable String> files) {}

  /**
   * A name that the inbox ignores or cannot store.
   *
   * @param rule why
   */
  public record Refusal(String file, String rule) {}

  /** Changes nothing: a POST only because a folder's names fit into no address. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Checks names before an upload: those that would be ignored, with the rule")
  public List<Refusal> check(@Nullable Names names) {
    if (names == null || names.files == null) {
      throw new ApiException(400, "The names are missing", "send {\"files\": [\"song.mp3\"]}");
    }
    java.nio.file.Path inbox = holder.started().inboxFolder();
    List<Refusal> refusals = new ArrayList<>();
    for (String file : names.files) {
      rule(inbox, String.valueOf(file))
          .ifPresent(rule -> refusals.add(new Refusal(String.valueOf(file), rule)));
    }
    return refusals;
  }

  private static Optional<String> rule(java.nio.file.Path inbox, String file) {
    try {
      return Inbox.ignoredByName(inbox.relativize(UploadName.in(inbox, file)));
    } catch (ApiException invalid) {
      return Optional.of(UploadName.RULE);
    }
  }

  private static List<Rule> rules(List<Ignored> ignored) {
    return ignored.stream()
        .map(i -> new Rule(i.rule(), i.count(), i.examples().stream().map(SongFile::text).toList()))
        .toList();
  }
}
