package io.musicreclass.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A local HTTP server with scripted faults; each connection serves one request. */
public final class TinyHub implements AutoCloseable {
  private final ServerSocket socket;
  private final Thread accepting = new Thread(this::accept, "tiny-hub");
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile String version = "\"one\"";
  private volatile Manner manner = this::serve;

  /** A received request; names of headers in lower case. */
  public record Request(String path, Map<String, String> headers) {}

  /** Answers a request. */
  @FunctionalInterface
  public interface Manner {
    void answer(Request request, OutputStream out) throws Exception;
  }

  public TinyHub() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting.setDaemon(true);
    accepting.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  public TinyHub put(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** Puts all files of a model where it looks for them. */
  public TinyHub publish(PublishedModel model, Map<String, byte[]> contents) {
    model.files().forEach(f -> put(model.at(address(), f).getPath(), contents.get(f.name())));
    return this;
  }

  /** Puts a pinned model's file where a mirror has it. */
  public TinyHub mirror(PinnedModel model, byte[] content) {
    return put("/" + model.sha256() + "/" + model.file().name(), content);
  }

  /** Sets how requests are answered. */
  void behave(Manner faulty) {
    manner = faulty;
  }

  /** Answers properly, but not before this. */
  public void delay(CountDownLatch until) {
    manner =
        (request, out) -> {
          until.await();
          serve(request, out);
        };
  }

  /** Sets how the next request is answered; later ones are answered properly. */
  void behaveOnce(Manner faulty) {
    manner =
        (request, out) -> {
          manner = this::serve;
          faulty.answer(request, out);
        };
  }

  /** Sets the ETag of all files. */
  void version(String tag) {
    version = tag;
  }

  public List<Request> requests() {
    return requests;
  }

  /** Answers properly, with support for ranges. */
  void serve(Request request, OutputStream out) throws IOException {
    byte[] content = files.get(request.path());
    if (content == null) {
      head(out, "404 Not Found", "Content-Length: 0");
      return;
    }
    String range = request.headers().get("range");
    if (range == null || !version.equals(request.headers().get("if-range"))) {
      head(out, "200 OK", "Content-Length: " + content.length, "ETag: " + version);
      out.write(content);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (from >= content.length) {
      head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + content.length);
      return;
    }
    head(
        out,
        "206 Partial Content",
        "Content-Length: " + (content.length - from),
        "Content-Range: bytes %d-%d/%d".formatted(from, content.length - 1, content.length),
        "ETag: " + version);
    out.write(Arrays.copyOfRange(content, from, content.length));
  }

  byte[] content(Request request) {
    return files.get(request.path());
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    String lines = "HTTP/1.1 " + status + "\r\nConnection: close\r\n";
    for (String header : headers) {
      lines += header + "\r\n";
    }
    out.write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread thread = new Thread(() -> answer(client), "tiny-hub-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String path = in.readLine().split(" ", 3)[1];
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        String[] parts = line.split(": ", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
      }
      Request request = new Request(path, headers);
      requests.add(request);
      manner.answer(request, client.getOutputStream());
      client.getOutputStream().flush();
    } catch (Exception e) {
      // the client closed the connection, which some tests expect
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      accepting.join(); // until then the system may accept one more connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
