package io.musicreclass.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of an owner and its workers, 32 random bytes, with the owner's node name. It signs
 * messages and never leaves these machines over MQTT.
 */
public final class SharedSecret {
  private static final String FILE = "workers.secret";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int MAC_BYTES = 32;

  /** What is signed begins with this, so that a signature means nothing in another protocol. */
  private static final byte[] DOMAIN = "reclass-work-1\n".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern INVITATION =
      Pattern.compile("reclass1\\.([A-Za-z0-9_-]{1,200})\\.([A-Za-z0-9_-]{43})");

  private final String owner;
  private final SecretKeySpec key;

  private SharedSecret(String owner, byte[] secret) {
    this.owner = owner;
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The owner's secret, in a file of this folder that only its owner can read; created if there is
   * none.
   *
   * @param owner the owner's node name
   * @throws IOException if it can be neither read nor created; the message names the file
   */
  public static SharedSecret ofOwner(Path home, String owner) throws IOException {
    Path file = home.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        create(home, file);
      }
      checkPrivate(file);
      return new SharedSecret(owner, decoded(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " contains no secret: delete it, and invite the workers again", e);
    }
  }

  /**
   * The secret in an invitation.
   *
   * @param line as {@link #invitation} gives it
   * @throws IllegalArgumentException if it is none
   */
  public static SharedSecret ofInvitation(String line) {
    Matcher parts = INVITATION.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "This is no invitation: expected the line that reclass worker --invite prints on the"
              + " machine with the library");
    }
    return new SharedSecret(parts.group(1), decoded(parts.group(2)));
  }

  /**
   * The invitation in a file that other users cannot read.
   *
   * @throws IOException if it cannot be read, or others can read it
   * @throws IllegalArgumentException if it is no invitation
   */
  public static SharedSecret ofInvitation(Path file) throws IOException {
    checkPrivate(file);
    return ofInvitation(Files.readString(file));
  }

  private static byte[] decoded(String text) {
    byte[] secret = Base64.getUrlDecoder().decode(text);
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("A secret has " + BYTES + " bytes");
    }
    return secret;
  }

  private static void checkPrivate(Path file) throws IOException {
    Set<PosixFilePermission> others =
        EnumSet.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.GROUP_WRITE);
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw new IOException(
          file
              + " can be read or written by other users: chmod 600 it, and delete it to replace"
              + " the secret if they may have read it");
    }
  }

  /** Written completely under another name first, so that no other process reads half of it. */
  private static void create(Path home, Path file) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Files.createDirectories(home);
    Path temporary = Files.createTempFile(home, ".secret", "", ownerOnly);
    try {
      Files.writeString(temporary, text(random) + "\n");
      Files.setOwner(temporary, Files.getOwner(home)); // root may invite for the daemon's user
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String text(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** One line with the owner's node name and the secret, for a worker. */
  public String invitation() {
    return "reclass1." + owner + "." + text(key.getEncoded());
  }

  /** The owner's node name. */
  public String owner() {
    return owner;
  }

  /** A message for a topic: its HMAC-SHA-256 over topic and content, then the content. */
  byte[] signed(String topic, byte[] content) {
    byte[] mac = mac(topic, content);
    byte[] message = Arrays.copyOf(mac, MAC_BYTES + content.length);
    System.arraycopy(content, 0, message, MAC_BYTES, content.length);
    return message;
  }

  /** The content of a message on a topic; empty if it was not signed with this secret. */
  Optional<byte[]> verified(String topic, byte[] message) {
    if (message.length < MAC_BYTES) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(message, MAC_BYTES, message.length);
    byte[] claimed = Arrays.copyOf(message, MAC_BYTES);
    return MessageDigest.isEqual(claimed, mac(topic, content))
        ? Optional.of(content)
        : Optional.empty();
  }

  private byte[] mac(String topic, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(DOMAIN);
      mac.update(topic.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '\n');
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has this algorithm
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "secret of " + owner;
  }
}
