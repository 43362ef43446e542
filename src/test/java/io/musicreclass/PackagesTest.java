package io.musicreclass;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages: their size, their directions, and what each says of itself. */
class PackagesTest {
  private static final String ROOT = "io.musicreclass";
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final int LARGEST = 30;
  private static final int LONG = 250;

  /** What a package, with those below it, must not use: packages with those below them. */
  private static final Map<String, Set<String>> NEVER =
      Map.of(
          "classify", Set.of("ledger", "publish", "notify", "daemon"),
          "vote", Set.of("engine", "ledger"),
          "library", Set.of("classify", "daemon"),
          "revote", Set.of("decode", "daemon"),
          "organize", Set.of("classify", "vote", "daemon"),
          "notify", Set.of("daemon", "classify"),
          "publish", Set.of("ledger", "daemon"),
          "ledger", Set.of("daemon", "notify", "publish", "classify"));

  /** What only the entry points themselves use. */
  private static final Set<String> ENTRY_POINTS = Set.of("cli", "web", "setup");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void noTwoPackagesUseEachOther() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noPackageUsesWhatItMustNot() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String own = top(from);
        String target = top(dependency.getTargetClass());
        boolean entered = ENTRY_POINTS.contains(target) && !ENTRY_POINTS.contains(own);
        if (!target.isEmpty()
            && !own.isEmpty()
            && (entered || NEVER.getOrDefault(own, Set.of()).contains(target))) {
          wrong.add(own + " must not use " + target + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void trackDependsOnTheJdkOnly() {
    for (JavaClass value : CLASSES) {
      if (top(value).equals("track")) {
        assertThat(value.getDirectDependenciesFromSelf())
            .allMatch(
                d ->
                    d.getTargetClass()
                        .getBaseComponentType()
                        .getPackageName()
                        .matches(
                            "|java\\..*|io\\.musicreclass\\.track|org\\.jspecify\\.annotations"));
      }
    }
  }

  @Test
  void everyPackageSaysWhatItTakesGivesAndNeverDoes() throws IOException {
    for (String name : packages().keySet()) {
      Path info = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
      assertThat(Files.readString(info))
          .as(name)
          .contains("@NullMarked")
          .matches("(?is).*\\btakes\\b.*\\bgives\\b.*\\bnever\\b.*");
    }
  }

  @Test
  void packagesAndFilesAreSmallAndMostTypesArePrivateToTheirPackage() throws IOException {
    Map<String, Long> sizes = packages();
    Map.Entry<String, Long> largest =
        sizes.entrySet().stream().max(Comparator.comparingLong(Map.Entry::getValue)).orElseThrow();
    List<JavaClass> types =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .toList();
    long open =
        types.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)).count();
    double closed = 100.0 * (types.size() - open) / types.size();
    List<Path> longFiles = longFiles();
    System.out.printf(
        "packages %d, circles 0, largest package %s (%d files), package-private types %.1f %% of"
            + " %d, files over %d lines %d %s%n",
        sizes.size(),
        largest.getKey(),
        largest.getValue(),
        closed,
        types.size(),
        LONG,
        longFiles.size(),
        longFiles.stream().map(Path::getFileName).toList());
    assertThat(largest.getValue()).as(largest.getKey()).isLessThanOrEqualTo(LARGEST);
    assertThat(closed).as("share of package-private types").isGreaterThanOrEqualTo(64);
    assertThat(longFiles).hasSizeLessThanOrEqualTo(5);
  }

  /** Files of each package, package-info.java aside. */
  private static Map<String, Long> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.groupingBy(
                  file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'),
                  TreeMap::new,
                  Collectors.counting()));
    }
  }

  private static List<Path> longFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> lines(file) > LONG)
          .toList();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The first package below the root; empty for the root and other projects. */
  private static String top(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(ROOT + ".")
        ? name.substring(ROOT.length() + 1).replaceAll("\\..*", "")
        : "";
  }
}
