package io.musicreclass.web.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits connections to our own HTTP ports: their number, and how long a client may take. Loaded by
 * Netty, once for all servers of this process; connections to the embedded broker are not affected.
 */
public final class ConnectionLimits extends ChannelInitializerExtension {
  /** For pages and API together; one page needs two. */
  static final int MAX = 512;

  static final RequestTimeouts.Limits TIMES =
      new RequestTimeouts.Limits(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(75));

  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

  private final AtomicInteger open = new AtomicInteger();
  private final int most;
  private final RequestTimeouts.Limits times;

  /** Called by Netty. */
  public ConnectionLimits() {
    this(MAX, TIMES);
  }

  ConnectionLimits(int most, RequestTimeouts.Limits times) {
    this.most = most;
    this.times = times;
  }

  /** Makes Netty load this class. Call it before the first server is created. */
  public static void install() {
    System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
  }

  /** Limits connections to this port. */
  static void guard(int port) {
    PORTS.add(port);
  }

  @Override
  public void postInitializeServerChildChannel(Channel connection) {
    if (connection.parent().localAddress() instanceof InetSocketAddress listener
        && PORTS.contains(listener.getPort())) {
      limit(connection);
    }
  }

  void limit(Channel connection) {
    boolean tooMany = open.incrementAndGet() > most;
    connection.closeFuture().addListener(closed -> open.decrementAndGet());
    connection.pipeline().addFirst(tooMany ? new Rejecter() : new RequestTimeouts(times));
  }

  /** Closes an excess connection as soon as it is active. */
  private static final class Rejecter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      var unused = context.close();
    }
  }
}
