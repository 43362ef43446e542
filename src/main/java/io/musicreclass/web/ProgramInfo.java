package io.musicreclass.web;

import io.musicreclass.setup.SetupService;
import java.util.function.Supplier;

/**
 * What the command line passes to the server.
 *
 * @param first the settings to start with
 * @param reader reads the settings again; throws an {@link IllegalArgumentException} with a line
 *     for each problem
 * @param setupService reads and writes the answers of {@code reclass setup}
 */
record ProgramInfo(
    ServerSettings first,
    Supplier<ServerSettings> reader,
    SetupService setupService,
    String version,
    Token token) {}
