package io.musicreclass.publish.homeassistant;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Description of this node for Home Assistant discovery.
 *
 * @param version program version
 * @param genres all genres that the stages can decide, in order
 * @param stages number of stages that vote
 * @param announcedStages the most stages that this node has ever announced: entities of stages that
 *     no longer exist are removed
 * @param page URL of the web page for other machines; empty if it is only reachable locally
 * @param gpu GPU readings included in {@code health}
 */
public record DeviceDescription(
    String version,
    List<String> genres,
    int stages,
    int announcedStages,
    Optional<URI> page,
    List<Gpu> gpu) {
  /** A GPU reading. */
  public enum Gpu {
    TEMPERATURE,
    POWER,
    MEMORY
  }

  public DeviceDescription {
    genres = List.copyOf(genres);
    gpu = List.copyOf(gpu);
  }
}
