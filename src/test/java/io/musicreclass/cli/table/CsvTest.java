package io.musicreclass.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void numbersAreWrittenLikePrintfWithNineDigits() {
    assertThat(Csv.number(0.1f)).isEqualTo("0.100000001");
    assertThat(Csv.number(1234.5f)).isEqualTo("1234.5");
    assertThat(Csv.number(-3f)).isEqualTo("-3");
    assertThat(Csv.number(0f)).isEqualTo("0");
    assertThat(Csv.number(123456792f)).isEqualTo("123456792");
    assertThat(Csv.number(1.23456794e9f)).isEqualTo("1.23456794e+09");
    assertThat(Csv.number(1e-4f)).isEqualTo("9.99999975e-05");
    assertThat(Csv.number(1.5e-10f)).isEqualTo("1.49999999e-10");
    assertThat(Csv.number(1e10f)).isEqualTo("1e+10");
    assertThat(Csv.number(Float.NaN)).isEqualTo("nan");
    assertThat(Csv.number(Float.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Test
  void nineDigitsReadBackAsTheSameFloat() {
    for (float x :
        new float[] {0.1f, (float) Math.PI, Float.MAX_VALUE, Float.MIN_NORMAL, -7e-20f}) {
      assertThat(Float.parseFloat(Csv.number(x))).isEqualTo(x);
    }
  }
}
