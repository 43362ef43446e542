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
 * Limits every connection to our own HTTP ports: how many there may be, and how long a client may
 * take. Found by Netty, which asks for it once for all servers of this process; the embedded
 * broker's connections are left alone.
 */
public final class ConnectionLimits extends ChannelInitializerExtension {
  /** Of pages and API together; one page needs two. */
  static final int MAX = 512;

  static final RequestTimeouts.Limits TIMES =
      new RequestTimeouts.Limits(
          Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(75));

  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

  private final AtomicInteger open = new AtomicInteger();
  private final int most;
  private final RequestTimeouts.Limits times;

  /** Made by Netty. */
  public ConnectionLimits() {
    this(MAX, TIMES);
  }

  ConnectionLimits(int most, RequestTimeouts.Limits times) {
    this.most = most;
    this.times = times;
  }

  /** Lets Netty find this class; before the first server is made. */
  public static void install() {
    System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
  }

  /** Connections to this port are limited. */
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

  /** Closes a connection that is one too many, once it can be closed. */
  private static final class Rejecter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      var unused = context.close();
    }
  }
}
