package io.musicreclass.pipeline;

import io.musicreclass.shelve.AfterConfig;

/** What comes after a verdict: as configured, but for the tags, which can be switched. */
record ChosenAfter(AfterConfig configured, Controls controls) implements AfterConfig {
  @Override
  public Action action() {
    return configured.action();
  }

  @Override
  public String path() {
    return configured.path();
  }

  @Override
  public Tag tag() {
    return controls.writeTags() ? Tag.GENRE : Tag.OFF;
  }
}
