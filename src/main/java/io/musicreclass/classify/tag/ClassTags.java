package io.musicreclass.classify.tag;

import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.MusicTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tags of a song from the scores of an encoder's classes. */
public final class ClassTags {
  /** Tags of each network that are kept, because a song's page shows those of several. */
  private static final int MOST = 10;

  /** A tag must be more probable than this: below, AudioSet's classes are noise. */
  private static final double SMALLEST = 0.1;

  private final Card.@Nullable Encoder encoder;
  private final List<ClassTag> classes;

  private ClassTags(Card.@Nullable Encoder encoder, List<ClassTag> classes) {
    this.encoder = encoder;
    this.classes = classes;
  }

  /** A class that stands for a tag, and where its score is. */
  private record ClassTag(int index, TagTable.Meaning meaning) {}

  /** Those of an encoder; of none or one without classes there are no tags. */
  public static ClassTags of(Card.@Nullable Encoder encoder) {
    List<ClassTag> known = new ArrayList<>();
    Card.Classes classes = encoder == null ? null : encoder.classes();
    Map<String, TagTable.Meaning> table = classes == null ? Map.of() : TagTable.meanings();
    for (int i = 0; classes != null && i < classes.size(); i++) {
      TagTable.Meaning meaning = table.get(TagTable.folded(classes.names().get(i)));
      if (meaning != null) {
        known.add(new ClassTag(i, meaning));
      }
    }
    return new ClassTags(encoder, known);
  }

  /** What its tags may be about. */
  public Set<MusicTag.Kind> kinds() {
    return classes.stream().map(known -> known.meaning.kind()).collect(Collectors.toSet());
  }

  /** All tags of a kind that networks may give. */
  public static Set<String> names(MusicTag.Kind kind) {
    return TagTable.meanings().values().stream()
        .filter(meaning -> meaning.kind() == kind)
        .map(TagTable.Meaning::name)
        .collect(Collectors.toSet());
  }

  /**
   * The tags of a song, the most probable first.
   *
   * @param output of the encoder, with the scores of its classes
   */
  public List<MusicTag> in(Embedding output) {
    if (encoder == null || encoder.classes() == null || classes.isEmpty()) {
      return List.of();
    }
    float[] scores = encoder.scores(output.toArray());
    boolean logits = encoder.classes().values() == Card.Classes.Unit.LOGIT;
    List<MusicTag> tags = new ArrayList<>();
    for (ClassTag known : classes) {
      double score = scores[known.index];
      double probability = logits ? 1 / (1 + Math.exp(-score)) : Math.min(score, 1);
      if (probability > SMALLEST) {
        tags.add(new MusicTag(known.meaning.name(), known.meaning.kind(), probability));
      }
    }
    return MusicTag.merged(tags).stream().limit(MOST).toList();
  }
}
