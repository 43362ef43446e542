package io.musicreclass.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that clients on the network need for changes: 32 random bytes in a file that only its
 * owner can read, created once.
 */
public final class Token {
  private static final String FILE = "token";
  private static final int BYTES = 32;

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /**
   * The token in this home folder; created if there is none.
   *
   * @throws IOException if it can be neither read nor created; the message names the file and the
   *     remedy
   */
  public static Token at(Path home) throws IOException {
    Path file = home.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        createFolder(home);
        create(home, file);
      }
      String value = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (value.length() < BYTES) {
        throw new IOException(
            "it contains no token; delete it, and the next start creates a new one");
      }
      return new Token(value);
    } catch (IOException e) {
      throw new IOException(
          "Cannot read or create the access token "
              + file
              + ": "
              + e.getMessage()
              + " (check its owner and mode)",
          e);
    }
  }

  /** Creates a folder that other users of this machine cannot read. */
  static void createFolder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }
  }

  /** Writes to a temporary file first, so an incomplete token is never read. */
  private static void create(Path home, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path temporary = Files.createTempFile(home, ".token", "", ownerOnly);
    try {
      Files.writeString(
          temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      setOwner(temporary, Files.getOwner(home));
      Files.createLink(file, temporary); // fails if another process was faster
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Root may create the file, but the daemon of the folder's owner has to read it. */
  private static void setOwner(Path file, UserPrincipal owner) {
    try {
      Files.setOwner(file, owner);
    } catch (IOException e) {
      // without that privilege, this user runs the daemon
    }
  }

  /** The token itself. */
  public String value() {
    return value;
  }

  /** Whether the given value is the token, compared in constant time. */
  boolean matches(String claimed) {
    return MessageDigest.isEqual(
        claimed.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
