package io.musicreclass.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A reverse proxy on 127.0.0.1 that shows a server below a prefix and nothing beside it. */
final class PrefixProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final String prefix;
  private final int target;
  private final boolean keeping;
  private final String header;
  private final List<String> outside = new CopyOnWriteArrayList<>();

  /**
   * @param prefix without a slash at its end
   * @param target port of the server
   * @param keeping whether the prefix stays in requests
   * @param header added to each request
   */
  PrefixProxy(String prefix, int target, boolean keeping, String header) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.prefix = prefix;
    this.target = target;
    this.keeping = keeping;
    this.header = header;
    thread(this::accept);
  }

  /** The address of the page. */
  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + prefix + "/";
  }

  /** The request lines that left the prefix. */
  List<String> outside() {
    return List.copyOf(outside);
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        thread(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      String line = head.isEmpty() ? "" : head.get(0);
      String path = line.substring(line.indexOf(' ') + 1);
      if (!path.startsWith(prefix + "/")) {
        if (!line.isEmpty() && !path.startsWith("/favicon.ico")) {
          outside.add(line);
        }
        write(client.getOutputStream(), "HTTP/1.1 404 Outside\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      forward(client, line.replaceFirst(" .*", " "), path, head);
    } catch (IOException e) {
      // either side has closed
    }
  }

  private void forward(Socket client, String method, String path, List<String> head)
      throws IOException {
    String headers =
        head.stream()
            .skip(1)
            .filter(line -> !line.regionMatches(true, 0, "Connection:", 0, 11))
            .collect(Collectors.joining("\r\n"));
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      write(
          server.getOutputStream(),
          method
              + (keeping ? path : path.substring(prefix.length()))
              + "\r\nConnection: close\r\n"
              + (header.isEmpty() ? "" : header + "\r\n")
              + headers
              + "\r\n\r\n");
      thread(() -> copy(client, server));
      copy(server, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      byte[] buffer = new byte[8192];
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, read);
        to.getOutputStream().flush();
      }
    } catch (IOException e) {
      // either side has closed
    }
  }

  /** The lines of a head, without the empty one at its end. */
  private static List<String> head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      bytes.write(next);
      text = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text.strip().lines().toList();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
