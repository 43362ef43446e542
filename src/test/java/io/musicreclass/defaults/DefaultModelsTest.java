package io.musicreclass.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.musicreclass.fetch.Fetch;
import io.musicreclass.fetch.PinnedModel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultModelsTest {
  @TempDir private Path folder;
  private TinyDefaults tiny;

  @BeforeEach
  void publish() throws Exception {
    tiny = new TinyDefaults(folder);
  }

  @AfterEach
  void close() throws Exception {
    tiny.close();
  }

  private int fetch() throws Exception {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Fetch.Progress progress =
        new Fetch.Progress() {
          @Override
          public void downloaded(String file, long done, OptionalLong total) {}

          @Override
          public void report(String line) {}
        };
    return tiny.models().fetch(tiny.mirror(), progress, silent).size();
  }

  @Test
  void allAreDownloadedAndImportedUnderTheirNames() throws Exception {
    assertThat(tiny.models().isAbsent()).isTrue();
    assertThat(fetch()).isEqualTo(2);
    assertThat(tiny.imported()).containsExactly("one", "two");
    assertThat(tiny.models().missing()).isEmpty();
    assertThat(tiny.settings().models().resolve(".fetch")).doesNotExist();
  }

  @Test
  void otherModelsAreThoseThatAreNeitherBundledNorDefaultOnes() throws Exception {
    assertThat(fetch()).isEqualTo(2);
    assertThat(tiny.models().othersImported()).isFalse();
    var unused = tiny.installation.features("fma", "mine", List.of("Jazz", "Rock"));
    assertThat(tiny.models().othersImported()).isTrue();
  }

  @Test
  void onlyTheMissingOnesAreFetched() throws Exception {
    assertThat(fetch()).isEqualTo(2);
    int requests = tiny.hub.requests().size();
    assertThat(fetch()).isZero();
    assertThat(tiny.hub.requests()).hasSize(requests);
  }

  @Test
  void aWrongByteInOneImportsNoneAndKeepsTheOtherDownload() throws Exception {
    tiny.corrupt(1);
    assertThatIOException()
        .isThrownBy(this::fetch)
        .withMessageContaining("is not the published file: its SHA-256 is");
    assertThat(tiny.imported()).isEmpty();
    assertThat(tiny.settings().models().resolve(".fetch/one/one.pth")).exists();
    assertThat(tiny.settings().models().resolve(".fetch/two")).doesNotExist();
  }

  @Test
  void anotherModelOfThatNameIsNotReplaced() throws Exception {
    var unused = tiny.installation.features("fma", "two", List.of("Jazz", "Rock"));
    assertThatIllegalArgumentException()
        .isThrownBy(this::fetch)
        .withMessage(
            "Another model is called two: to use the default one instead, run reclass model remove"
                + " two first");
    assertThat(tiny.hub.requests()).isEmpty();
  }

  @Test
  void theDescriptionNamesLicencesAndSize() {
    String size =
        String.format(
            Locale.ROOT, "%.1f MB", tiny.pinned.stream().mapToLong(PinnedModel::bytes).sum() / 1e6);
    assertThat(tiny.models().description()).isEqualTo("one (free), two (free), " + size);
    assertThat(new DefaultModels(tiny.settings()).description())
        .isEqualTo(
            "musicnn (ISC, Music Technology Group of the UPF and Elio Quinton), mn04 (MIT, Florian"
                + " Schmid), 7.4 MB");
  }

  @Test
  void downloadsAreHiddenFromTheModelStore() throws Exception {
    Files.createDirectories(DefaultModels.downloads(tiny.settings()).resolve("one"));
    assertThat(tiny.settings().store().broken()).isEmpty();
    assertThat(tiny.models().othersImported()).isFalse();
  }
}
