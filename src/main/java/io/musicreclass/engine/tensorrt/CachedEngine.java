package io.musicreclass.engine.tensorrt;

import java.nio.file.Path;

/** An engine that has passed, as it lies in the cache. */
record CachedEngine(Path engine, EngineManifest manifest) {}
