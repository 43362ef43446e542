package io.musicreclass.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Detects malformed HTTP/1 requests, and answers them. */
final class RequestHead {
  /** A path, or a URL; each percent sign with two hexadecimal digits. */
  private static final Pattern TARGET =
      Pattern.compile(
          "(?:https?://[^/?#\\\\]+)?/"
              + "[^%?#\\\\]*+(?:%[0-9A-Fa-f]{2}[^%?#\\\\]*+)*+"
              + "(?:\\?[^%#]*+(?:%[0-9A-Fa-f]{2}[^%#]*+)*+)?");

  /** A name or an address, optionally with a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~-]+)(?::\\d{1,5})?");

  private static final String REMEDY = "send a valid HTTP/1.1 request (RFC 9112)";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestHead() {}

  /** What is malformed; empty if the request is valid. */
  static Optional<Problem> problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(undecoded(request.decoderResult().cause()));
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      String count = hosts.isEmpty() ? "no" : "more than one";
      return bad("The request has " + count + " Host header", "send one, with the page's address");
    }
    if (!HOST.matcher(hosts.get(0)).matches()) {
      return bad("The Host header is not a name or an address", "send the page's address");
    }
    boolean connect = request.method().equals(HttpMethod.CONNECT);
    if (connect || !TARGET.matcher(request.uri()).matches()) {
      return bad(
          "The request URL is malformed",
          "start it with a slash; write % as %25 and a backslash as %5C");
    }
    return Optional.empty();
  }

  private static Problem undecoded(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Problem(414, "The request URL is too long", "shorten it");
    }
    return cause instanceof TooLongHttpHeaderException
        ? new Problem(431, "The request headers are too long", "send fewer or shorter ones")
        : new Problem(400, "The request is not valid HTTP", REMEDY);
  }

  private static Optional<Problem> bad(String title, String remedy) {
    return Optional.of(new Problem(400, title, remedy));
  }

  /** Responds and closes the connection, as the end of a malformed request is unknown. */
  static void refuse(ChannelHandlerContext context, Problem problem) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(json(problem)));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, "close");
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  private static byte[] json(Problem problem) {
    try {
      return JSON.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Strings can always be written as JSON", e);
    }
  }
}
