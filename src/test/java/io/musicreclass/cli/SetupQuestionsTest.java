package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.setup.SetupAnswers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupQuestionsTest {
  private static final SetupAnswers FRESH =
      new SetupAnswers("", "", null, "./inbox", List.of(), false, 8080);
  private static final SetupAnswers SET =
      new SetupAnswers(
          "tcp://a:1883", "me", null, "/srv/in", List.of("/srv/one", "/srv/two"), true, 8081);

  private final List<String> asked = new ArrayList<>();

  private SetupQuestions answering(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return new SetupQuestions(
        new Prompt() {
          @Override
          public String ask(String question) {
            asked.add(question);
            return left.isEmpty() ? "" : left.pop();
          }

          @Override
          public String askSecretly(String question) {
            return ask("secretly: " + question);
          }
        });
  }

  @Test
  void enterAcceptsTheValueInBrackets() {
    assertThat(answering().ask(FRESH, false)).isEqualTo(FRESH);
    assertThat(asked)
        .allMatch(question -> question.endsWith("]: "))
        .noneMatch(question -> question.contains("User") || question.contains("Password"));
    assertThat(answering().ask(SET, true)).isEqualTo(SET);
  }

  @Test
  void answersAreUsedAndFoldersAreRelativeToTheWorkingDirectory() {
    SetupAnswers form =
        answering("ssl://b:8883", "reclass", "p w ", "songs", "/srv/x, ~/Music", "Yes", "9000")
            .ask(FRESH, false);
    String here = Path.of("songs").toAbsolutePath().toString();
    String music = System.getProperty("user.home") + "/Music";
    assertThat(form)
        .isEqualTo(
            new SetupAnswers(
                "ssl://b:8883", "reclass", "p w ", here, List.of("/srv/x", music), true, 9000));
    assertThat(asked.get(2)).isEqualTo("secretly: Password [none]: ");
  }

  @Test
  void theWordNoneClearsAValue() {
    SetupAnswers form = answering("embedded", "", "none", "no").ask(SET, true);
    assertThat(form).isEqualTo(new SetupAnswers("", "", null, "/srv/in", List.of(), false, 8081));
  }

  @Test
  void thePasswordStaysForTheSameLoginOnly() {
    assertThat(answering().ask(SET, true).password()).isNull();
    assertThat(asked.get(2)).isEqualTo("secretly: Password [unchanged]: ");
    asked.clear();
    answering("tcp://b:1883").ask(SET, true);
    assertThat(asked.get(2)).isEqualTo("secretly: Password [none]: ");
  }

  @Test
  void anInvalidAnswerIsRequestedAgain() {
    SetupAnswers form = answering("", "", "", "perhaps", "n", "many", "80").ask(FRESH, false);
    assertThat(form.network()).isFalse();
    assertThat(form.port()).isEqualTo(80);
  }
}
