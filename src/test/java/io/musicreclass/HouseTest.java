package io.musicreclass;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The direction of the rooms: who may know whom. */
class HouseTest {
  private static final String ROOT = "io.musicreclass.";

  /** What each room may import; {@code engine.onnx} and {@code engine.tensorrt} count as rooms. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("track", Set.of()),
          Map.entry("problems", Set.of()),
          Map.entry("board", Set.of()),
          Map.entry("inbox", Set.of("track", "problems")),
          Map.entry("decode", Set.of("track")),
          Map.entry("features", Set.of("track")),
          Map.entry("models", Set.of("track")),
          Map.entry("engine", Set.of("track", "models", "engine.onnx", "engine.tensorrt")),
          Map.entry("engine.onnx", Set.of("track", "models", "engine")),
          Map.entry("engine.tensorrt", Set.of("track", "models", "engine")),
          Map.entry("engine.tensorrt.nvidia", Set.of("engine", "engine.tensorrt")),
          Map.entry("vote", Set.of("track")),
          Map.entry("ledger", Set.of("track", "problems")),
          Map.entry("publish", Set.of("track", "problems")),
          Map.entry("fetch", Set.of()),
          Map.entry("shelve", Set.of("track", "problems")),
          Map.entry("convert", Set.of("track", "models", "engine")),
          Map.entry("train", Set.of("track", "models", "engine", "convert", "features")),
          Map.entry(
              "pipeline",
              Set.of(
                  "track",
                  "problems",
                  "board",
                  "inbox",
                  "decode",
                  "features",
                  "models",
                  "engine",
                  "vote",
                  "ledger",
                  "shelve",
                  "publish")),
          Map.entry("setup", Set.of("track", "inbox", "publish", "pipeline")),
          Map.entry(
              "web", Set.of("track", "inbox", "pipeline", "ledger", "models", "publish", "setup")),
          Map.entry(
              "cli",
              Set.of(
                  "track",
                  "pipeline",
                  "ledger",
                  "models",
                  "convert",
                  "fetch",
                  "train",
                  "setup",
                  "web",
                  "inbox",
                  "decode",
                  "engine",
                  "vote",
                  "shelve",
                  "publish",
                  "features")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void everyRoomImportsOnlyWhatItMay() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String target = room(dependency.getTargetClass());
        String own = room(from);
        if (!target.isEmpty()
            && !target.equals(own)
            && !MAY_IMPORT.getOrDefault(own, Set.of()).contains(target)) {
          wrong.add(own + " must not know " + target + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void thereAreNoCircles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theGroundFloorDependsOnTheJdkOnly() {
    for (JavaClass noun : CLASSES) {
      if (room(noun).equals("track")) {
        assertThat(noun.getDirectDependenciesFromSelf())
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
  void everyRoomSaysWhatItTakesGivesAndNeverDoes() throws IOException {
    for (String room : MAY_IMPORT.keySet()) {
      Path info = Path.of("src/main/java", (ROOT + room).replace('.', '/'), "package-info.java");
      assertThat(Files.readString(info)).contains("@NullMarked");
    }
  }

  @Test
  void mostTypesAreAtHomeInTheirRoomOnly() {
    List<JavaClass> types = CLASSES.stream().filter(JavaClass::isTopLevelClass).toList();
    long open =
        types.stream()
            .filter(
                t ->
                    t.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
            .count();
    assertThat(open).as("public top-level types of " + types.size()).isLessThan(types.size() / 2);
  }

  private static String room(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String room = name.substring(ROOT.length());
    return room.startsWith("engine.") ? room : room.replaceAll("\\..*", "");
  }
}
