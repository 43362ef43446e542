package io.musicreclass.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(Columns.width("Jazz")).isEqualTo(4);
    assertThat(Columns.width("Кино")).isEqualTo(4);
    assertThat(Columns.width("東京の夜")).isEqualTo(8);
    assertThat(Columns.width("한국")).isEqualTo(4);
    assertThat(Columns.width("Jo\u0301ga")).isEqualTo(4);
    assertThat(Columns.width("\ud83c\udfb5")).as("a musical note").isEqualTo(2);
    assertThat(Columns.width("a\u200db")).as("a joiner").isEqualTo(2);
  }

  @Test
  void aTextIsFilledToItsColumns() {
    assertThat(Columns.fit("Jazz", 6)).isEqualTo("Jazz  ");
    assertThat(Columns.fit("東京", 6)).isEqualTo("東京  ");
  }

  @Test
  void aLongTextLosesItsMiddle() {
    assertThat(Columns.cut("01 A very long title.mp3", 12)).isEqualTo("01 A …le.mp3");
    assertThat(Columns.cut("short.mp3", 9)).isEqualTo("short.mp3");
  }

  @Test
  void aWideCharacterIsNeverCutInHalf() {
    assertThat(Columns.fit("坂本龍一戦場.mp3", 10)).isEqualTo("坂本….mp3 ");
    for (int width = 3; width < 16; width++) {
      assertThat(Columns.width(Columns.fit("坂本龍一戦場.mp3", width))).isEqualTo(width);
      assertThat(Columns.width(Columns.fit("\ud83c\udfb5\ud83c\udfb6\ud83c\udfb5.mp3", width)))
          .isEqualTo(width);
    }
  }
}
