package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The texts of the page: complete in each language, and each of them used as it is meant. */
class TextsOfThePageTest {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");
  private static final Pattern USE = Pattern.compile("(?<![/\\w])texts((?:\\.\\w+)+)");
  private static final Pattern CALL =
      Pattern.compile("\\b(?:say|parts)\\(texts((?:\\.\\w+)+), \\{");

  /** Each text's forms by its name; a text without several has one. */
  private static Map<String, Map<String, String>> texts(String language)
      throws IOException, InterruptedException {
    JsonNode all =
        new ObjectMapper().readTree(PageScripts.run("[]", "texts-" + language + ".js", "it"));
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    collect(all, "", texts);
    assertThat(texts).hasSizeGreaterThan(300);
    return texts;
  }

  private static void collect(JsonNode node, String name, Map<String, Map<String, String>> texts) {
    if (node.isTextual()) {
      texts.put(name, Map.of("", node.asText()));
    } else if (node.has("other")) {
      Map<String, String> forms = new LinkedHashMap<>();
      node.properties().forEach(form -> forms.put(form.getKey(), form.getValue().asText()));
      texts.put(name, forms);
    } else {
      node.properties()
          .forEach(
              child ->
                  collect(
                      child.getValue(),
                      name.isEmpty() ? child.getKey() : name + "." + child.getKey(),
                      texts));
    }
  }

  /** The places of a text; a form may leave out the number that it is for, as in "mono". */
  private static Set<String> places(String text, boolean ofForm) {
    return PLACE
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .filter(place -> !ofForm || !place.equals("count"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSamePlacesInTheSameOrder()
      throws IOException, InterruptedException {
    Map<String, Map<String, String>> english = texts("en");
    Map<String, Map<String, String>> german = texts("de");
    assertThat(german.keySet()).containsExactlyElementsOf(english.keySet());
    english.forEach(
        (name, forms) -> {
          assertThat(german.get(name).keySet()).as(name).isEqualTo(forms.keySet());
          assertThat(forms.keySet()).as(name).isIn(Set.of(""), Set.of("one", "other"));
          for (Map<String, String> each : List.of(forms, german.get(name))) {
            assertThat(each.values()).as(name).noneMatch(String::isBlank);
            assertThat(each.values().stream().map(text -> places(text, each.size() > 1)))
                .as(name)
                .containsOnly(places(forms.values().iterator().next(), forms.size() > 1));
          }
        });
  }

  @Test
  void everyTextIsUsedAndEveryOneUsedExists() throws IOException, InterruptedException {
    Set<String> names = texts("en").keySet();
    Set<String> unused = new TreeSet<>(names);
    for (Path script : PageScripts.withoutTexts()) {
      for (MatchResult use : USE.matcher(Files.readString(script)).results().toList()) {
        String name = use.group(1).substring(1);
        Predicate<String> used = known -> known.equals(name) || known.startsWith(name + ".");
        assertThat(names.stream().anyMatch(used)).as(script + " uses texts." + name).isTrue();
        unused.removeIf(used);
      }
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void everyPlaceGetsItsValue() throws IOException, InterruptedException {
    Map<String, Map<String, String>> english = texts("en");
    List<String> missing = new ArrayList<>();
    int calls = 0;
    for (Path script : PageScripts.withoutTexts()) {
      String code = Files.readString(script);
      for (MatchResult call : CALL.matcher(code).results().toList()) {
        calls++;
        String name = call.group(1).substring(1);
        Map<String, String> forms = english.getOrDefault(name, Map.of());
        Set<String> needed = new TreeSet<>();
        forms.values().forEach(text -> needed.addAll(places(text, false)));
        if (forms.size() > 1) {
          needed.add("count");
        }
        String values = code.substring(call.end(), endOfObject(code, call.end()));
        needed.removeIf(place -> Pattern.compile("\\b" + place + "\\b").matcher(values).find());
        needed.forEach(place -> missing.add(script.getFileName() + ": " + name + " " + place));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(calls).isGreaterThan(60);
  }

  private static int endOfObject(String code, int from) {
    int depth = 1;
    int at = from;
    while (depth > 0) {
      char c = code.charAt(at++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return at;
  }
}
