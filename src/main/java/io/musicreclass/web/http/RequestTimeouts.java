package io.musicreclass.web.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client takes too long to send the head or the body of a request, even
 * if it trickles bytes, or stays idle after a response. Responses such as event streams have no
 * limit, and uploads limit their own bodies.
 *
 * <p>It is first in the pipeline, where bytes arrive, and inserts a second handler after the HTTP
 * decoder, where requests arrive. There it also answers malformed requests, which Vert.x drops
 * without a response.
 */
final class RequestTimeouts extends ChannelInboundHandlerAdapter {
  /**
   * The time limits of a client.
   *
   * @param head from the connect, or the first byte, to the end of the headers
   * @param body to receive the body, except for uploads
   * @param idle from a response to the next request
   */
  record Limits(Duration head, Duration body, Duration idle) {}

  private enum Phase {
    HEAD,
    BODY,
    ANSWER,
    IDLE
  }

  private final Limits limits;
  private Phase phase = Phase.HEAD;
  private boolean decoded;
  private @Nullable Future<?> timer;

  RequestTimeouts(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    enter(context, Phase.HEAD, limits.head());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stopTimer();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (phase == Phase.IDLE) {
      enter(context, Phase.HEAD, limits.head());
    }
    if (!decoded && context.pipeline().get(HttpRequestDecoder.class) != null) {
      decoded = true;
      String server = context.pipeline().lastContext().name();
      context.pipeline().addBefore(server, null, new Requests(context));
    }
    context.fireChannelRead(bytes);
  }

  private void enter(ChannelHandlerContext context, Phase next, @Nullable Duration limit) {
    stopTimer();
    phase = next;
    if (limit != null) {
      timer =
          context
              .executor()
              .schedule(() -> expired(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void expired(ChannelHandlerContext context) {
    // Without our decoder this is HTTP/2 or an unfinished TLS handshake; both have own limits.
    boolean encrypted = context.pipeline().get("ssl") != null;
    if (decoded || !encrypted) {
      var unused = context.close();
    }
  }

  /** Tracks requests and responses. */
  private final class Requests extends ChannelDuplexHandler {
    private final ChannelHandlerContext first;

    private boolean refused;

    Requests(ChannelHandlerContext first) {
      this.first = first;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!refused && message instanceof HttpRequest request) {
        Optional<Problem> malformed = RequestHead.problem(request);
        malformed.ifPresent(problem -> RequestHead.refuse(context, problem));
        refused = malformed.isPresent();
        boolean upload = PathSpelling.isUpload(request.uri());
        enter(first, Phase.BODY, upload ? null : limits.body());
      }
      if (refused) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof LastHttpContent) {
        enter(first, Phase.ANSWER, null);
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      var unused = context.write(message, promise);
      if (message instanceof LastHttpContent && phase == Phase.ANSWER) {
        enter(first, Phase.IDLE, limits.idle());
      }
    }
  }
}
