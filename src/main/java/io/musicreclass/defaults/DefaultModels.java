package io.musicreclass.defaults;

import io.musicreclass.config.Settings;
import io.musicreclass.convert.Import;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.fetch.Fetch;
import io.musicreclass.fetch.PinnedModel;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which default models are missing, and their download and import. */
public final class DefaultModels {
  /** The command that fetches them. */
  public static final String COMMAND = "reclass model fetch defaults";

  /** On the disk of the models. Hidden: the model store must not take it for a package. */
  private static final String DOWNLOADS = ".fetch";

  private final Settings settings;
  private final List<PinnedModel> all;

  public DefaultModels(Settings settings) {
    this(settings, Import.byDefault());
  }

  /**
   * @param all the default models
   */
  DefaultModels(Settings settings, List<PinnedModel> all) {
    this.settings = settings;
    this.all = List.copyOf(all);
  }

  /** Folder of the downloads of all models. */
  public static Path downloads(Settings settings) {
    return settings.models().resolve(DOWNLOADS);
  }

  /** Why files cannot be downloaded from a server of this address; empty if they can. */
  public static Optional<String> unusable(URI server) {
    boolean usable =
        server.getHost() != null && String.valueOf(server.getScheme()).matches("https?");
    return usable ? Optional.empty() : Optional.of(server + " is not an http:// or https:// URL");
  }

  /** Those that are not imported, whatever their packages are called. */
  public List<PinnedModel> missing() {
    List<ModelPackage> packages = settings.store().list();
    return all.stream()
        .filter(model -> packages.stream().noneMatch(there -> isFrom(model, there)))
        .toList();
  }

  private static boolean isFrom(PinnedModel model, ModelPackage there) {
    Card.Source source = there.card().source();
    return source != null && model.sha256().equals(source.sha256());
  }

  /** Whether none of them is imported. */
  boolean isAbsent() {
    return missing().size() == all.size();
  }

  /** Whether there is a model that is neither bundled nor one of them. */
  boolean othersImported() {
    return settings.store().list().stream()
        .anyMatch(
            there ->
                !there.card().bundled() && all.stream().noneMatch(model -> isFrom(model, there)));
  }

  /** Names, licences and the size in total. */
  public String description() {
    double megabytes = all.stream().mapToLong(PinnedModel::bytes).sum() / 1e6;
    return all.stream()
            .map(model -> model.name() + " (" + model.licence() + ")")
            .collect(Collectors.joining(", "))
        + String.format(Locale.ROOT, ", %.1f MB", megabytes);
  }

  /**
   * Downloads the missing ones, then imports them. Downloaded data stays until the import has
   * succeeded.
   *
   * @param mirror tried before the published addresses
   * @param out for the report of the import
   * @return what was imported
   * @throws IOException if one cannot be downloaded from any address; none is imported then
   * @throws IllegalArgumentException if another package has the name of one
   */
  public List<Import.Result> fetch(Optional<URI> mirror, Fetch.Progress progress, PrintStream out)
      throws ConvertException, IOException, InterruptedException {
    List<PinnedModel> missing = missing();
    missing.forEach(this::refuseTakenName);
    Closer closer = new Closer();
    try {
      Map<PinnedModel, Fetch> fetches = new LinkedHashMap<>();
      Map<PinnedModel, Path> files = new LinkedHashMap<>();
      for (PinnedModel model : missing) {
        Fetch fetch = closer.add(new Fetch(model, mirror, downloads(settings), progress));
        fetches.put(model, fetch);
        files.put(model, fetch.download());
      }
      List<Import.Result> imported = imported(files, out);
      for (Fetch fetch : fetches.values()) {
        fetch.discard();
      }
      return imported;
    } finally {
      closer.close();
    }
  }

  private void refuseTakenName(PinnedModel model) {
    if (settings.store().find(model.name()).isPresent()) {
      throw new IllegalArgumentException(
          "Another model is called "
              + model.name()
              + ": to use the default one instead, run reclass model remove "
              + model.name()
              + " first");
    }
  }

  private List<Import.Result> imported(Map<PinnedModel, Path> files, PrintStream out)
      throws ConvertException, IOException {
    List<Import.Result> imported = new ArrayList<>();
    try (Engine engine = Engines.cpu(settings.engine())) {
      Import importer = new Import(settings.models(), engine, Clock.systemUTC(), out);
      for (Map.Entry<PinnedModel, Path> file : files.entrySet()) {
        imported.add(
            importer.any(
                file.getValue(),
                Import.EncoderOptions.DEFAULT,
                new Import.CommonOptions(
                    Optional.of(file.getKey().name()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false)));
      }
    }
    return imported;
  }
}
