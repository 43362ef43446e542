package io.musicreclass.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.libc.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The datagram socket on which a service manager listens. Java has no datagrams of local sockets,
 * so the C library sends them. Thread-safe.
 */
final class NotifySocket {
  private static final Logger LOG = Logger.getLogger(NotifySocket.class);

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** The longest address, see unix(7). */
  private static final int MAX_PATH = 108;

  private final byte[] address;

  private NotifySocket(byte[] address) {
    this.address = address;
  }

  /**
   * The socket of that name.
   *
   * @param name an absolute path, or a name in the abstract namespace with an {@code @} in front
   * @return empty for any other name
   */
  static Optional<NotifySocket> of(String name) {
    byte[] path = name.getBytes(UTF_8);
    boolean isAbstract = name.startsWith("@");
    if (path.length < 2 || path.length >= MAX_PATH || (!isAbstract && !name.startsWith("/"))) {
      return Optional.empty();
    }
    if (isAbstract) {
      path[0] = 0;
    }
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + path.length).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_UNIX).put(path);
    return Optional.of(new NotifySocket(address.array()));
  }

  /** Sends a message; false if the service manager does not take it now. Never waits. */
  boolean send(String message) {
    int socket = LibC.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) {
      return failed();
    }
    byte[] bytes = message.getBytes(UTF_8);
    int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    long sent = LibC.sendto(socket, bytes, bytes.length, flags, address, address.length);
    boolean taken = sent >= 0 || failed();
    LibC.close(socket);
    return taken;
  }

  private static boolean failed() {
    LOG.debugf("Failed to notify the service manager: reason=%s", LibC.strerror(LibC.errno()));
    return false;
  }
}
