package io.musicreclass;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Features;
import io.musicreclass.track.Features.Family;
import io.musicreclass.track.Features.Statistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * README.md, NOTICE and the files in {@code docs}: length, links, and lists that the code has, too.
 */
class DocsTest {
  private static final Path README = Path.of("README.md");
  private static final int MOST_WORDS = 900;
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*"
              + "<artifactId>(?!quarkus-bom)([^<]+)</artifactId>");
  private static final String APACHE_2 =
      "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void theReadmeHasAtMostNineHundredWords() throws IOException {
    assertThat(Files.readString(README).strip().split("\\s+", -1))
        .hasSizeLessThanOrEqualTo(MOST_WORDS);
  }

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      String text = CODE.matcher(Files.readString(document)).replaceAll("");
      for (MatchResult match : LINK.matcher(text).results().toList()) {
        String link = match.group(1) == null ? match.group(2) : match.group(1);
        if (!link.matches("[a-z]+:.*")) {
          links++;
          if (!exists(document, link)) {
            broken.add(document + ": " + link);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(70);
  }

  @Test
  void theReadmeLinksToEveryDocument() throws IOException {
    String readme = Files.readString(README);
    for (Path document : documents()) {
      if (document.startsWith("docs")) {
        assertThat(readme).contains("(" + document.toString().replace("/README.md", "") + ")");
      }
    }
  }

  @Test
  void noDocumentNamesAFolderOfItsAuthorsMachine() throws IOException {
    for (Path document : documents()) {
      assertThat(Files.readString(document))
          .as(document.toString())
          .doesNotContain("/work/", "/root");
    }
  }

  @Test
  void theNoticeNamesEveryLibraryThatIsAskedFor() throws IOException {
    String notice = Files.readString(Path.of("NOTICE"));
    for (String pom : List.of("pom.xml", "reclass-train/pom.xml")) {
      List<String> libraries =
          DEPENDENCY
              .matcher(Files.readString(Path.of(pom)))
              .results()
              .filter(dependency -> !dependency.group(1).equals("io.musicreclass"))
              .map(dependency -> dependency.group(2))
              .toList();
      assertThat(libraries).hasSizeGreaterThan(4);
      assertThat(libraries)
          .allSatisfy(
              library -> assertThat(notice).containsIgnoringCase(library.replace("-core", "")));
    }
  }

  @Test
  void theLicenceIsTheExactTextOfApacheTwo() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of("LICENSE")));
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(APACHE_2);
  }

  @Test
  void theFeaturesAreListedWithTheirFirstColumns() throws IOException {
    String features = Files.readString(Path.of("docs", "features.md"));
    for (Family family : Family.values()) {
      assertThat(features)
          .contains(
              "| `%s` | %d | %d | %d | "
                  .formatted(
                      family.name().toLowerCase(Locale.ROOT),
                      family.rows(),
                      family.rows() * Statistic.values().length,
                      Features.column(family, Statistic.KURTOSIS, 0)));
    }
    for (Statistic statistic : Statistic.values()) {
      assertThat(features).contains("\n| `" + statistic.name().toLowerCase(Locale.ROOT) + "` |");
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(documents::add);
    }
    return documents;
  }

  private static boolean exists(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** The names that GitHub gives to headings. */
  private static List<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
