package io.musicreclass.models;

import java.nio.file.Path;

/**
 * A package folder that cannot be used.
 *
 * @param reason what is wrong and what to do, for people; names the file
 */
public record BrokenPackage(Path folder, String reason) {}
