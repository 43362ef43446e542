package io.musicreclass.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.csv.CsvRecord;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import io.musicreclass.web.TestDaemon;
import io.musicreclass.web.http.ApiException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListsApiTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final int SONGS = 1203;

  @TempDir private Path folder;

  private static Synthetic.Song song(int number) {
    String genre = number % 3 == 0 ? "Jazz" : "Rock";
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.75, true, 1, "top1", Map.of(genre, 0.75), List.of());
    Path path = Path.of(number == 1 ? "/music/two\nlines.mp3" : "/music/" + number + ".mp3");
    String title = number == 3 ? "=HYPERLINK(\"http://evil\", \"a\")" : "Song " + number;
    return new Synthetic.Song(
        new SongFile(path, number, 1000, 1),
        List.of(),
        new ClassifiedTrack(
            new TrackId("sha256:" + "%064x".formatted(number)),
            path,
            ClassifiedTrack.Origin.INBOX,
            verdict,
            200,
            1,
            2,
            AT.plusSeconds(number)),
        new SongTags(title, "-Artist", "", "", "", null));
  }

  private static String text(Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ((StreamingOutput) response.getEntity()).write(out);
    return out.toString(UTF_8);
  }

  private static HistoryQuery query(String genre, String sort) {
    HistoryQuery query = new HistoryQuery();
    query.genre = genre;
    query.sort = sort;
    return query;
  }

  @Test
  void allPagesOfAFilterAreListedOnceInTheirOrder() throws IOException {
    Synthetic.write(folder.resolve("var"), IntStream.rangeClosed(1, SONGS).mapToObj(i -> song(i)));
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      ListsApi api = new ListsApi(daemon.holder(), new SimilarApi(daemon.holder()));
      Response response = api.csv(query(null, "-time"));
      assertThat(response.getHeaderString("Content-Disposition"))
          .isEqualTo("attachment; filename=\"reclass.csv\"");
      String csv = text(response);
      assertThat(csv).startsWith("id,path,state,title,artist,album,genre,confidence,sure,stage,");
      assertThat(csv.lines().filter(line -> line.startsWith("sha256:")).distinct())
          .as("the name of one has two lines")
          .hasSize(SONGS);
      List<String> last =
          CsvRecord.cells(
              csv.lines().filter(line -> line.contains("/music/3.mp3")).findAny().get());
      assertThat(last)
          .containsExactly(
              "sha256:" + "%064x".formatted(3),
              "/music/3.mp3",
              "done",
              "'=HYPERLINK(\"http://evil\", \"a\")",
              "'-Artist",
              "",
              "Jazz",
              "0.75",
              "true",
              "1",
              "",
              "2026-11-22T10:00:03Z");
      List<String> jazz = text(api.m3u(query("Jazz", "title"))).lines().toList();
      assertThat(jazz).hasSize(2 + SONGS / 3).startsWith("#EXTM3U", "#RECLASS songs");
      assertThat(jazz).contains("/music/3.mp3").doesNotContain("/music/4.mp3");
      assertThat(text(api.m3u(query("Rock", "-time"))))
          .as("a name with a line break adds no entry")
          .doesNotContain("lines.mp3")
          .contains("/music/2.mp3");
      assertThatThrownBy(() -> api.csv(query(null, "size"))).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void aRequestWithoutConditionsIsForEveryFileAlsoBeforeAllAreListed() {
    assertThat(query(null, "-time").filter(List.of("Jazz", "Rock"))).isEqualTo(HistoryFilter.ALL);
  }

  @Test
  void aFifthListAtATimeIsRefusedBeforeAnythingIsSent() throws IOException {
    Synthetic.write(folder.resolve("var"), Stream.of(song(1)));
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      ListsApi api = new ListsApi(daemon.holder(), new SimilarApi(daemon.holder()));
      List<Integer> refused = new ArrayList<>();
      sendInside(api, 5, refused);
      assertThat(refused).containsExactly(429);
      assertThat(text(api.csv(query(null, "-time")))).as("all have ended").contains("Rock");
    }
  }

  /** Sends a list, and while it is sent another one, and so on. */
  private static void sendInside(ListsApi api, int lists, List<Integer> refused)
      throws IOException {
    AtomicInteger left = new AtomicInteger(lists - 1);
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int one) {}

          @Override
          public void flush() throws IOException {
            if (left.getAndSet(0) > 0) {
              sendInside(api, lists - 1, refused);
            }
          }
        };
    try {
      ((StreamingOutput) api.csv(query(null, "-time")).getEntity()).write(out);
    } catch (ApiException e) {
      refused.add(e.problem().status());
    }
  }

  @Test
  void onlyFormulasGetAnApostrophe() {
    assertThat(CsvRecord.forSpreadsheet(List.of("=1", "+1", "-1", "@a", " =1", "a=1", "", "1,2")))
        .isEqualTo("'=1,'+1,'-1,'@a,' =1,a=1,,\"1,2\"");
  }
}
