package io.musicreclass.options;

import io.musicreclass.config.AfterConfig;
import io.smallrye.config.ConfigValue;
import java.util.Optional;
import java.util.Set;

/** The settings of what follows a verdict; writing tags is switched at run time. */
record EffectiveAfterConfig(AfterConfig configured, RuntimeOptions runtimeOptions)
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
  public Set<Tag> tag() {
    if (!runtimeOptions.writeTags()) {
      return Set.of(Tag.OFF);
    }
    return configured.isTagging() ? configured.tag() : Set.of(Tag.GENRE);
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
