package io.musicreclass.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/** Edits any properties text as setup does, for the fuzzer. */
public final class SettingsText {
  private static final String KEY = "reclass.inbox.path";
  private static final String VALUE = " /m\u00fcsic\\in\n";

  private SettingsText() {}

  /** Sets a key; every other one keeps its value. */
  public static void edit(String text) throws IOException {
    PropertiesText edited;
    Properties before = new Properties();
    try {
      before.load(new StringReader(text));
      edited = new PropertiesText(text);
    } catch (IllegalArgumentException e) {
      return; // an incomplete escape: documented
    }
    edited.set(KEY, VALUE);
    before.setProperty(KEY, VALUE);
    before.remove(""); // a backslash alone, which sets nothing
    Properties after = new Properties();
    after.load(new StringReader(edited.toString()));
    after.remove("");
    assertThat(after).isEqualTo(before);
  }
}
