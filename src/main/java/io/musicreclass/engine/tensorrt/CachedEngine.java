package io.musicreclass.engine.tensorrt;

import java.nio.file.Path;

/** An engine in the cache that passed its check. */
record CachedEngine(Path engine, EngineManifest manifest) {}
