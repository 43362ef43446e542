package io.musicreclass.web.api;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.track.SongFile;
import io.musicreclass.web.DaemonHolder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files and folders that are ignored because of their names. */
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

  private static List<Rule> rules(List<Ignored> ignored) {
    return ignored.stream()
        .map(i -> new Rule(i.rule(), i.count(), i.examples().stream().map(SongFile::text).toList()))
        .toList();
  }
}
