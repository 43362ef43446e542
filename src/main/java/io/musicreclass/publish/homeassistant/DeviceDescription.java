package io.musicreclass.publish.homeassistant;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What Home Assistant is to know of this node before it shows any value.
 *
 * @param version of the program
 * @param genres all that the stages can say, in order
 * @param stages how many vote
 * @param announcedStages the most stages that this node has announced so far: what belongs to those
 *     that are missing now is removed
 * @param page where the page is reached from other machines; empty when only from this one
 * @param gpu what the GPU tells of itself in {@code health}
 */
public record DeviceDescription(
    String version,
    List<String> genres,
    int stages,
    int announcedStages,
    Optional<URI> page,
    List<Gpu> gpu) {
  /** What a GPU may tell of itself. */
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
