package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timeouts on a channel whose clock only the test advances. */
class RequestTimeoutsTest {
  private static final RequestTimeouts.Limits LIMITS =
      new RequestTimeouts.Limits(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(75));

  private final List<String> requests = new ArrayList<>();
  private final EmbeddedChannel connection = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    connection.freezeTime();
    connection
        .pipeline()
        .addLast(
            new RequestTimeouts(LIMITS),
            new HttpRequestDecoder(),
            new HttpResponseEncoder(),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest request) {
                  requests.add(request.uri());
                }
                ReferenceCountUtil.release(message);
              }
            });
  }

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  private void send(String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }

  private void answer() {
    connection.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
  }

  @Test
  void aConnectionThatSendsNothingIsClosed() {
    pass(9);
    assertThat(connection.isOpen()).isTrue();
    pass(2);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aConnectionThatTricklesItsHeadIsClosedAfterTheSameTime() {
    for (int i = 0; i < 11 && connection.isOpen(); i++) {
      send("G");
      pass(1);
    }
    assertThat(connection.isOpen()).isFalse();
    assertThat(requests).isEmpty();
  }

  @Test
  void aConnectionWithoutABodyIsClosed() {
    send("POST /api/retry HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab");
    pass(29);
    assertThat(connection.isOpen()).isTrue();
    pass(2);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void anUploadMayTakeLonger() {
    send("PUT /api/inbox/a.mp3 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nab");
    pass(3600);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void aResponseHasNoLimitAndAStreamStaysOpen() {
    send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    for (int i = 0; i < 10; i++) {
      pass(3600);
      connection.writeOutbound(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
    }
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void theNextRequestMustArriveWithinTheIdleLimit() {
    send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    answer();
    pass(70);
    send("GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(requests).containsExactly("/", "/next");
    answer();
    pass(76);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void theNextHeadMustNotTrickleEither() {
    send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    answer();
    pass(60);
    send("G");
    pass(8);
    send("E");
    pass(3);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aMalformedRequestIsAnsweredAndNotPassedOn() {
    send("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ByteBuf answer = connection.readOutbound();
    String head = answer.toString(StandardCharsets.UTF_8);
    answer.release();
    assertThat(head).startsWith("HTTP/1.1 400").contains("application/problem+json");
    assertThat(connection.isOpen()).isFalse();
    assertThat(requests).isEmpty();
  }

  @Test
  void anExcessConnectionIsClosedAndFreesItsPlace() {
    ConnectionLimits limits = new ConnectionLimits(2, LIMITS);
    EmbeddedChannel first = limited(limits);
    EmbeddedChannel second = limited(limits);
    assertThat(limited(limits).isOpen()).isFalse();
    assertThat(first.isOpen() && second.isOpen()).isTrue();
    var unused = first.close();
    assertThat(limited(limits).isOpen()).isTrue();
  }

  private static EmbeddedChannel limited(ConnectionLimits limits) {
    EmbeddedChannel channel = new EmbeddedChannel(false, false);
    limits.limit(channel);
    try {
      channel.register();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return channel;
  }
}
