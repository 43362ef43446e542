package io.musicreclass.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import io.musicreclass.libc.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Receives what a program sends to its service manager. */
public final class LocalDatagrams implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int MSG_DONTWAIT = 0x40;

  private final int socket;
  private final List<String> received = new ArrayList<>();

  /** The calls of the C library that only a receiver needs. */
  private static final class Receiver {
    static {
      Native.register(Receiver.class, "c");
    }

    static native int bind(int socket, byte[] address, int length);

    static native long recv(int socket, byte[] buffer, long length, int flags);
  }

  /** Listens at a path, or at a name of the abstract namespace with an {@code @} in front. */
  public LocalDatagrams(String name) {
    byte[] path = name.getBytes(UTF_8);
    if (name.startsWith("@")) {
      path[0] = 0;
    }
    ByteBuffer address = ByteBuffer.allocate(2 + path.length).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_UNIX).put(path);
    socket = LibC.socket(AF_UNIX, SOCK_DGRAM, 0);
    assertThat(Receiver.bind(socket, address.array(), address.capacity())).isZero();
  }

  /** All lines received so far, in order. */
  public List<String> lines() {
    byte[] buffer = new byte[4096];
    long length = Receiver.recv(socket, buffer, buffer.length, MSG_DONTWAIT);
    while (length >= 0) {
      received.addAll(new String(buffer, 0, (int) length, UTF_8).lines().toList());
      length = Receiver.recv(socket, buffer, buffer.length, MSG_DONTWAIT);
    }
    return received;
  }

  @Override
  public void close() {
    LibC.close(socket);
  }
}
