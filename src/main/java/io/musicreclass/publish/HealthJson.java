package io.musicreclass.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The fields of the {@code health} payload. */
final class HealthJson {
  private HealthJson() {}

  /** Adds the fields of a state; {@code problem} is null if there are no problems. */
  static void add(ObjectNode json, Health health) {
    json.put("state", health.state().toString()).put("watcher", health.watcher());
    json.put("detection_delay_ms", health.detectionDelayMs());
    Health.Proof proof = health.proof();
    json.put("watcher_proof", proof.result()).put("watcher_note", proof.explanation());
    proof
        .delayMs()
        .ifPresentOrElse(
            ms -> json.put("event_delay_ms", ms), () -> json.putNull("event_delay_ms"));
    computing(json, health.computing());
    json.put("default_models", health.defaultModels());
    health.models().forEach(json.putArray("models")::add);
    health.libraryWaitsUntil().ifPresent(time -> json.put("library_waits_until", time.toString()));
    List<String> problems = health.problems();
    json.put("problem", problems.isEmpty() ? null : String.join("; ", problems));
  }

  private static void computing(ObjectNode json, Health.Computing computing) {
    json.put("engine", computing.engine()).put("precision", computing.precision());
    computing.gpu().ifPresentOrElse(g -> gpu(json.putObject("gpu"), g), () -> json.putNull("gpu"));
    computing
        .building()
        .ifPresentOrElse(
            b -> building(json.putObject("building"), b), () -> json.putNull("building"));
    if (!computing.workers().isEmpty()) {
      ArrayNode workers = json.putArray("workers");
      computing.workers().forEach(worker -> worker(workers.addObject(), worker));
    }
  }

  private static void worker(ObjectNode json, Health.Worker worker) {
    json.put("name", worker.name()).put("songs", worker.songs());
    worker.stages().forEach(json.putArray("stages")::add);
    worker
        .sinceAnswer()
        .ifPresentOrElse(
            since -> json.put("last_answer_s", since.toSeconds()),
            () -> json.putNull("last_answer_s"));
  }

  private static void gpu(ObjectNode json, Health.Gpu gpu) {
    if (!gpu.name().isEmpty()) {
      json.put("name", gpu.name());
    }
    gpu.load().ifPresent(load -> JsonNumbers.number(json, "load", load));
    gpu.celsius().ifPresent(celsius -> JsonNumbers.number(json, "temperature_c", celsius));
    gpu.totalWatts().ifPresent(watts -> JsonNumbers.number(json, "power_w", watts));
    if (!gpu.watts().isEmpty()) {
      JsonNumbers.numbers(json.putObject("rails_w"), gpu.watts());
    }
    gpu.freeBytes().ifPresent(bytes -> json.put("memory_free_mb", bytes >> 20));
  }

  private static void building(ObjectNode json, Health.Building building) {
    json.put("network", building.network());
    JsonNumbers.number(json, "progress", building.progress());
    building
        .remaining()
        .ifPresentOrElse(d -> json.put("eta_s", d.toSeconds()), () -> json.putNull("eta_s"));
  }
}
