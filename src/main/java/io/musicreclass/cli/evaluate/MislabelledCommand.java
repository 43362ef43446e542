package io.musicreclass.cli.evaluate;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.csv.CsvRecord;
import io.musicreclass.evaluate.study.Studies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reclass mislabelled}: songs whose genre tag is probably wrong. */
@Command(
    name = "mislabelled",
    description = {
      "Lists songs whose genre tag and sound disagree most, and what they sound like.",
      "Each song is judged by a head that was trained on the tags of other artists (confident learning, Northcutt 2021). For --data library only stored vectors are used; no audio is opened. Changes nothing."
    },
    mixinStandardHelpOptions = true)
public final class MislabelledCommand implements Callable<Integer> {
  @Mixin private StudyOptions study;

  @Mixin private ReportFiles files;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all of them as CSV.")
  private @Nullable Path csv;

  @Override
  public Integer call() throws ConvertException, IOException {
    files.check();
    if (csv != null) {
      ReportFiles.check(csv);
    }
    Studies.Suspects found =
        Studies.mislabelled(study.samples(), study.approach(), study.folds(), study.seed());
    files.write(found);
    if (csv != null) {
      Files.writeString(csv, text(found.records()));
    }
    return 0;
  }

  private static String text(List<List<String>> records) {
    return records.stream()
        .map(record -> CsvRecord.of(record) + "\n")
        .collect(Collectors.joining());
  }
}
