package io.musicreclass.train.data;

import java.util.List;

/** All data sets. */
final class DataSetReaders {
  private static final List<DataSetReader> ALL =
      List.of(
          new FmaReader(),
          new GtzanReader(),
          new MsdReader(),
          new MsdAudioReader(),
          new FoldersReader(),
          new LibraryReader(),
          new CorrectionsReader());

  private DataSetReaders() {}

  static List<String> names() {
    return ALL.stream().map(DataSetReader::name).toList();
  }

  /** A line for each data set, for help. */
  static List<String> descriptions() {
    return ALL.stream().map(reader -> reader.name() + ": " + reader.description()).toList();
  }

  /**
   * The one that reads what is requested.
   *
   * @throws IllegalArgumentException if there is none, or it has no such subset; says which there
   *     are
   */
  static DataSetReader of(LabelledData.Request request) {
    DataSetReader reader =
        ALL.stream()
            .filter(one -> one.name().equals(request.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--data " + request.name() + " is none of " + String.join(", ", names())));
    if (!request.subset().isEmpty() && !reader.subsets().contains(request.subset())) {
      throw new IllegalArgumentException(
          "--subset %s: %s has %s"
              .formatted(
                  request.subset(),
                  request.name(),
                  reader.subsets().isEmpty()
                      ? "no subsets"
                      : "the subsets " + String.join(", ", reader.subsets())));
    }
    return reader;
  }
}
