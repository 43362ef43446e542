package io.musicreclass.web;

import io.musicreclass.setup.SetupService;
import java.util.function.Supplier;

/**
 * What the program wants served.
 *
 * @param first the settings it starts with
 * @param orders reads the settings anew; throws an {@link IllegalArgumentException} with a line for
 *     each problem
 * @param guide the questions of a new installation
 */
public record ProgramInfo(
    ServerSettings first,
    Supplier<ServerSettings> orders,
    SetupService guide,
    String version,
    Token token) {}
