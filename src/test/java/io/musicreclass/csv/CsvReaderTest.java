package io.musicreclass.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  @TempDir private Path folder;

  private List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each record with its line: {@code 2: [a, b]}. */
  private List<String> read(byte[] bytes) throws IOException {
    List<String> records = new ArrayList<>();
    try (CsvReader in = CsvReader.open(Files.write(folder.resolve("t.csv"), bytes))) {
      while (in.next()) {
        assertThat(in.size()).isEqualTo(in.cells().size());
        records.add(in.line() + ": " + in.cells());
      }
    }
    return records;
  }

  @Test
  void recordsHaveTheNumberOfTheirLine() throws IOException {
    assertThat(read("a,b\r\n\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n  \n3, 4 \n5,"))
        .containsExactly("1: [a, b]", "3: [x, \"y\", two\nlines]", "6: [3, 4]", "7: [5, ]");
  }

  @Test
  void aByteOrderMarkIsSkippedAndSpacesBeforeAQuoteToo() throws IOException {
    assertThat(read("\ufeffpath,genre\na.mp3, \"Jazz, Blues\"\n"))
        .containsExactly("1: [path, genre]", "2: [a.mp3, Jazz, Blues]");
  }

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void whatIsNoCsvIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("a,b\n1,\"never\n3,4\n"))
        .isInstanceOf(CsvException.class)
        .hasMessage("line 2 has a quoted cell that does not end");
    assertThatThrownBy(() -> read("a,b\n1,2\n\"x\"y,2\n"))
        .hasMessage("line 3 has text after a closing quote");
    assertThatThrownBy(() -> read("a,b\n1,\u00e9\n3,4\n".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage("line 2 or a later one is not UTF-8 text");
  }

  @Test
  void aQuoteThatDoesNotEndDoesNotFillTheMemory() {
    assertThatThrownBy(() -> read("a\n\"" + "x".repeat(5 << 20)))
        .hasMessageStartingWith("line 2 has more than 4194304 characters");
    assertThatThrownBy(() -> read(",".repeat(100_001)))
        .hasMessage("line 1 has more than 100000 cells");
  }

  @Test
  void aRecordIsQuotedWhereNeededAndReadBack() {
    List<String> cells =
        List.of("a b", "a,b", "q\"q", "two\nlines", "#1 hit", "", " lead", "日本, 東京", "trail ");
    assertThat(CsvRecord.of(cells))
        .isEqualTo("a b,\"a,b\",\"q\"\"q\",\"two\nlines\",#1 hit,, lead,\"日本, 東京\",trail ");
    assertThat(CsvRecord.cells(CsvRecord.of(cells))).isEqualTo(cells);
    assertThat(CsvRecord.cells("a,\"open")).isEmpty();
  }
}
