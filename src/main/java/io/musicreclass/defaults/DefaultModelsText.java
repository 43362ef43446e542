package io.musicreclass.defaults;

import io.musicreclass.defaults.DefaultModelsStatus.State;
import java.util.Optional;

/** What users read about the default models. */
final class DefaultModelsText {
  private DefaultModelsText() {}

  static String offer(DefaultModels models) {
    return "Better models are available under free licences: "
        + models.description()
        + ". To use them, run "
        + DefaultModels.COMMAND
        + " and reclass reload; to hide this notice, set reclass.models.fetch=never";
  }

  static String downloading(DefaultModels models) {
    return "Downloading the default models: "
        + models.description()
        + ". Until they are there, genres are provisional and nothing is tagged or sorted";
  }

  static String failed(String reason) {
    return "The default models could not be downloaded, so only the small bundled one is used: "
        + reason
        + ". To try again, run "
        + DefaultModels.COMMAND
        + " and reclass reload; to hide this notice, set reclass.models.fetch=never";
  }

  static String revoting() {
    return "The default models have arrived: songs classified meanwhile are classified again";
  }

  static String older(OlderSongs.Count older) {
    return older.songs()
        + (older.songs() == 1 ? " song was" : " songs were")
        + " classified before the default models came. To classify "
        + (older.songs() == 1 ? "it" : "them")
        + " again takes about "
        + older.minutes()
        + (older.minutes() == 1 ? " minute" : " minutes")
        + ": reclass revote";
  }

  /**
   * The notice on the page.
   *
   * @param failure of the download; empty if none has failed
   */
  static Optional<String> notice(State state, DefaultModels models, String failure) {
    return switch (state) {
      case STARTING, UNUSED, OFF, INSTALLED -> Optional.empty();
      case OFFERED -> Optional.of(offer(models));
      case DOWNLOADING -> Optional.of(downloading(models));
      case FAILED -> failure.isEmpty() ? Optional.empty() : Optional.of(failed(failure));
      case REVOTING -> Optional.of(revoting());
    };
  }
}
