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
 * Closes a connection whose client takes too long for the head or the body of a request, however it
 * spreads the bytes, or sends nothing after an answer. An answer may take as long as it needs, such
 * as a stream of events; uploads look after their own bodies.
 *
 * <p>It stands first in the pipeline, where the bytes arrive, and puts a second handler behind the
 * HTTP decoder, where the requests do. There it also answers requests that are malformed, which
 * Vert.x refuses without a word.
 */
final class RequestTimeouts extends ChannelInboundHandlerAdapter {
  /**
   * The most time a client may take.
   *
   * @param head from the connect, or the first byte, to the end of the headers
   * @param body of everything but an upload
   * @param idle from an answer to the next request
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
    // Without a decoder of ours this is HTTP/2, or TLS has not begun: those have limits of their
    // own.
    boolean encrypted = context.pipeline().get("ssl") != null;
    if (decoded || !encrypted) {
      var unused = context.close();
    }
  }

  /** Sees whole requests and answers. */
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
        boolean upload = request.uri().startsWith(PathSpelling.UPLOADS + "/");
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
