package io.musicreclass.options;

import io.musicreclass.config.AfterConfig;
import io.smallrye.config.ConfigValue;
import java.util.Optional;

/** What comes after a verdict: as configured, but for the tags, which can be switched. */
record EffectiveAfterConfig(AfterConfig configured, RuntimeOptions controls)
    implements AfterConfig {
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

  @Override
  public boolean onlySure() {
    return configured.onlySure();
  }

  @Override
  public ConfigValue onlySureSource() {
    return configured.onlySureSource();
  }

  @Override
  public Optional<String> unsurePath() {
    return configured.unsurePath();
  }

  @Override
  public Mtime mtime() {
    return configured.mtime();
  }

  @Override
  public Optional<String> names() {
    return configured.names();
  }
}
