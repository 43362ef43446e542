package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests written by hand, as clients refuse to send what attackers do. */
final class RawHttp {
  private static final int PATIENCE_MS = 20_000;

  private RawHttp() {}

  /** A response. */
  record Answer(int status, String head, String body) {}

  /**
   * Sends a request and reads the response.
   *
   * @param line such as {@code GET /api/tracks}
   * @param headers each with its line end
   */
  static Answer send(int port, String line, String headers, byte[] body) throws IOException {
    return send(InetAddress.getLoopbackAddress(), port, line, headers, body);
  }

  /** The same from an address of one's own. */
  static Answer send(InetAddress from, int port, String line, String headers, byte[] body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
      socket.setSoTimeout(PATIENCE_MS);
      String head = line + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      assertThat(end).as("an answer to " + line + ": " + all).isPositive();
      return new Answer(
          Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
    }
  }
}
