package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All texts of the page are in the files of texts, in no other script and not in its HTML. */
class NoLiteralTextsTest {
  @Test
  void noScriptHasTextsOfItsOwn() throws IOException {
    List<Path> scripts = PageScripts.withoutTexts();
    assertThat(scripts).hasSizeGreaterThan(20);
    for (Path script : scripts) {
      assertThat(Literals.readByPeople(Files.readString(script)))
          .as("texts in " + script)
          .isEmpty();
    }
  }

  @Test
  void theHtmlHasNoTextsButTheName() throws IOException {
    String html = Files.readString(PageScripts.FOLDER.resolve("index.html"));
    String shown = html.replaceAll("<!--.*?-->", "").replaceAll("<[^>]*>", " ").strip();
    assertThat(shown.split("\\s+")).containsOnly("Reclass");
    assertThat(html).doesNotContain("aria-label=", "title=", "placeholder=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "el('p', {}, 'unsure')",
        "el('p', {}, list.length ? 'all' : null)",
        "el('p', {}, [a, [`${n} songs`]])",
        "el('p', {}, x, `${name}${sure ? '' : ', unsure'}`)",
        "svg('title', {}, 'now')",
        "trackLink(id, 'song')",
        "el('button', { 'aria-label': playing ? 'pause' : text })",
        "el('input', { class: 'x y', placeholder: 'title' })",
        "status.textContent = done ? 'finished' : '';",
        "document.title = 'charts';",
        "main.replaceChildren('none', el('a', {}))",
        "const STATES = { idle: 'Up to date' };",
        "const NAMES = [['artist', 'Artist']];",
        "function f() { return 'not known yet'; }",
        "const f = (n) => (n / 2 > 1 ? `${n} of them` : /['\"]/.test(n));",
        "throw new ApiError(0, { mend: 'check' });",
      })
  void textsAreFound(String script) {
    assertThat(Literals.readByPeople(script)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "el('p', { class: 'failure number', id: `${name}-help` }, texts.now.left)",
        "el('code', {}, 'reclass token')",
        "el('a', { href: '#history' }, say(texts.history.stage, { stage: position }))",
        "document.querySelector('main a, summary')",
        "// Says 'nothing'\nif (name in current) current[name] = 'idle';",
        "console.error(`Failed to load the view ${view}:`, error);",
        "options.headers['Content-Type'] = 'application/json';",
        "el('ul', {}, all.filter(([kind]) => kind === 'mood').map((tag) => el('li', {}, tag)))",
      })
  void whatNobodyReadsIsNotFound(String script) {
    assertThat(Literals.readByPeople(script)).as(script).isEmpty();
  }
}
