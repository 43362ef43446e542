package io.musicreclass.defaults;

import java.util.Optional;

/**
 * Where a daemon stands with the default models.
 *
 * @param provisional whether verdicts may soon be replaced, and nothing is tagged or sorted
 * @param notice what users should know and can do; empty if nothing
 * @param older songs classified before they came, which only a re-vote classifies with them
 * @param olderMinutes how long that would take
 */
public record DefaultModelsStatus(
    boolean provisional, Optional<String> notice, int older, long olderMinutes) {}
