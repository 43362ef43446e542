package io.musicreclass.models;

import java.nio.file.Path;

/**
 * A folder among the packages that cannot be used.
 *
 * @param reason what is wrong and the mend, in words; names the file
 */
public record BrokenPackage(Path folder, String reason) {}
