package io.musicreclass.train.mine;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.config.Settings;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.StageResult;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.data.LabelledData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the songs of a data set with the vectors that models have given for them. */
final class MineReader {
  /** Models with vectors for a smaller share of the songs than this are left out. */
  private static final double COVERED = 0.9;

  private static final int FEWEST_ARTISTS = 2;

  private final LabelledData labels;
  private final Settings setup;
  private final Ledger ledger;
  private final MineTraining.Progress progress;
  private final List<String> notes;

  /**
   * A reader.
   *
   * @param notes receives what is left out and why
   */
  MineReader(
      LabelledData labels,
      Settings setup,
      Ledger ledger,
      MineTraining.Progress progress,
      List<String> notes) {
    this.labels = labels;
    this.setup = setup;
    this.ledger = ledger;
    this.progress = progress;
    this.notes = notes;
  }

  /**
   * Reads everything.
   *
   * @throws ConvertException if there are too few songs; says which are wanted
   */
  MineData read() throws ConvertException {
    List<MineSong> songs = new MineSongs(labels, setup, ledger, progress, notes).read();
    Map<ModelPackage, BitSet> covered = covered(songs);
    int best = covered.values().stream().mapToInt(BitSet::cardinality).max().orElse(0);
    if (best == 0) {
      throw tooFew(
          "none of the " + songs.size() + " songs has been analysed by a model of now",
          "Classify them first: reclass run, then reclass revote if models were added since");
    }
    BitSet common = new BitSet();
    common.set(0, songs.size());
    List<ModelPackage> models = new ArrayList<>();
    covered.forEach(
        (model, own) -> {
          if (own.cardinality() < COVERED * best) {
            notes.add(
                "skipped the model %s, which has analysed only %d of %d songs"
                    .formatted(Source.part(model).name(), own.cardinality(), songs.size()));
          } else {
            models.add(model);
            common.and(own);
          }
        });
    if (common.cardinality() < songs.size()) {
      notes.add(
          "skipped %d of %d songs: not analysed by all of these models"
              .formatted(songs.size() - common.cardinality(), songs.size()));
    }
    List<MineSong> chosen = sample(common.stream().mapToObj(songs::get).toList(), models);
    return loaded(chosen, models);
  }

  private ConvertException tooFew(String what, String remedy) {
    return ConvertException.of(labels.place(), what, remedy);
  }

  /** The songs of which each model has given a vector. */
  private Map<ModelPackage, BitSet> covered(List<MineSong> songs) {
    Map<ModelPackage, BitSet> covered = new LinkedHashMap<>();
    Set<String> encoders = new HashSet<>();
    Stream.concat(
            features().stream(),
            setup.store().list().stream().filter(model -> model.encoder().isPresent()))
        .filter(model -> encoders.add(model.encoderHash()))
        .forEach(
            model -> {
              progress.at("looking for vectors", covered.size(), setup.store().list().size());
              Set<Long> stored = ledger.tracks().embedded(model.encoderHash());
              BitSet own = new BitSet();
              IntStream.range(0, songs.size())
                  .filter(i -> has(songs.get(i), stored, model))
                  .forEach(own::set);
              covered.put(model, own);
            });
    return covered;
  }

  private Optional<ModelPackage> features() {
    try {
      return Optional.of(new NamedModels(setup).all(HeadInput.FEATURES).get(0));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no model takes them
    }
  }

  private static boolean has(MineSong song, Set<Long> stored, ModelPackage model) {
    return song.track() > 0
        ? stored.contains(song.track())
        : embedding(song.results(), model).isPresent();
  }

  private static Optional<Embedding> embedding(List<StageResult> results, ModelPackage model) {
    return results.stream()
        .filter(result -> result.encoder().equals(model.encoderHash()))
        .filter(StageResult.Scored.class::isInstance)
        .flatMap(result -> ((StageResult.Scored) result).storedEmbedding().stream())
        .findFirst();
  }

  /** As many songs as there is room for: their vectors take up to a quarter of the memory. */
  private List<MineSong> sample(List<MineSong> songs, List<ModelPackage> models) {
    long width = models.stream().mapToLong(model -> Source.part(model).width()).sum();
    long most = Runtime.getRuntime().maxMemory() / 4 / Float.BYTES / width;
    if (songs.size() <= most) {
      return songs;
    }
    notes.add(
        "used %d of %d songs, chosen at random: there is no room in the memory for the vectors of all"
            .formatted(most, songs.size()));
    return IntStream.of(SplitMix64.of(1, 1).permutation(songs.size()))
        .limit(most)
        .sorted()
        .mapToObj(songs::get)
        .toList();
  }

  private MineData loaded(List<MineSong> songs, List<ModelPackage> models) throws ConvertException {
    List<float[][]> vectors = new ArrayList<>();
    for (ModelPackage model : models) {
      progress.at("reading vectors", vectors.size(), models.size());
      vectors.add(vectors(songs, model));
    }
    Set<String> genres = learnable(songs);
    int[] usable =
        IntStream.range(0, songs.size())
            .filter(i -> vectors.stream().allMatch(rows -> rows[i].length > 0))
            .filter(i -> genres.contains(songs.get(i).genre()))
            .toArray();
    List<Source> sources = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      float[][] rows = vectors.get(m);
      sources.add(
          new Source(
              models.get(m), IntStream.of(usable).mapToObj(i -> rows[i]).toArray(float[][]::new)));
    }
    List<MineSong> used = IntStream.of(usable).mapToObj(songs::get).toList();
    MineData data = new MineData(used, List.copyOf(genres), sources);
    if (data.heldOut().length == 0) {
      throw tooFew(
          "has no song to compare heads on: one artist in five is held out, and none of these is",
          "Label songs of more artists");
    }
    sources.forEach(source -> source.standardise(data.training()));
    return data;
  }

  /** The vectors of songs; an empty one where values are missing. */
  private float[][] vectors(List<MineSong> songs, ModelPackage model) {
    HeadInput part = Source.part(model);
    float[][] rows = new float[songs.size()][0];
    Map<Long, Integer> places = new HashMap<>();
    for (int i = 0; i < songs.size(); i++) {
      int row = i;
      if (songs.get(i).track() > 0) {
        places.put(songs.get(i).track(), i);
      } else {
        embedding(songs.get(i).results(), model)
            .ifPresent(embedding -> rows[row] = vector(embedding, part));
      }
    }
    ledger
        .tracks()
        .embeddings(
            model.encoderHash(),
            places::containsKey,
            (track, embedding) -> {
              progress.check();
              rows[places.get(track)] = vector(embedding, part);
            });
    return rows;
  }

  private static float[] vector(Embedding embedding, HeadInput part) {
    if (embedding.width() < part.width()) {
      return new float[0];
    }
    float[] vector = HeadInput.join(List.of(part), input -> embedding.toArray());
    return Embedding.of(vector).isFinite() ? vector : new float[0];
  }

  /** The genres of which there are enough artists to learn from, sorted. */
  private Set<String> learnable(List<MineSong> songs) throws ConvertException {
    Map<String, Set<String>> artists = new HashMap<>();
    for (MineSong song : songs) {
      Set<String> own = artists.computeIfAbsent(song.genre(), genre -> new HashSet<>());
      if (!song.isHeldOut()) {
        own.add(song.artist());
      }
    }
    Set<String> genres = new TreeSet<>();
    artists.forEach(
        (genre, own) -> {
          if (own.size() >= FEWEST_ARTISTS) {
            genres.add(genre);
          } else {
            notes.add(
                "skipped the genre %s: it needs songs of at least %d artists besides those held out, and has %d"
                    .formatted(genre, FEWEST_ARTISTS, own.size()));
          }
        });
    if (genres.size() < 2) {
      throw tooFew(
          "has too few songs: genres to learn from: " + (genres.isEmpty() ? "none" : genres),
          "Label songs of at least two genres, each by three artists and more; "
              + String.join("; ", notes));
    }
    return genres;
  }
}
