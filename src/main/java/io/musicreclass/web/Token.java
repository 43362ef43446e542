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
 * The secret that proves a visitor from the network may change things: 32 random bytes in a file
 * that only its owner reads, made once.
 */
public final class Token {
  private static final String FILE = "token";
  private static final int BYTES = 32;

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /**
   * The token of the Reclass at home in this folder; made when there is none.
   *
   * @throws IOException when it can be neither read nor written; the message names the file and the
   *     mend
   */
  public static Token at(Path home) throws IOException {
    Path file = home.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        makeFolder(home);
        make(home, file);
      }
      String value = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (value.length() < BYTES) {
        throw new IOException("it holds no token: delete it, the next start makes a new one");
      }
      return new Token(value);
    } catch (IOException e) {
      throw new IOException(
          "The access token " + file + " cannot be had: " + e.getMessage() + " (owner and mode?)",
          e);
    }
  }

  /** Makes a folder that strangers on this machine cannot look into. */
  static void makeFolder(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }
  }

  /** Written aside first, so that nobody ever reads half a token. */
  private static void make(Path home, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path aside = Files.createTempFile(home, ".token", "", ownerOnly);
    try {
      Files.writeString(
          aside, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      give(aside, Files.getOwner(home));
      Files.createLink(file, aside); // fails where another process was first
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** To whom the folder belongs, whose daemon reads it: the superuser may have been first. */
  private static void give(Path file, UserPrincipal owner) {
    try {
      Files.setOwner(file, owner);
    } catch (IOException e) {
      // who may not give it away runs the daemon himself
    }
  }

  /** The token itself. */
  public String value() {
    return value;
  }

  /** Whether that is the token, in a time that tells nothing of it. */
  boolean is(String claimed) {
    return MessageDigest.isEqual(
        claimed.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
