package io.musicreclass.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page's address as seen from other machines. */
final class PageAddress {
  /** Interfaces of containers and virtual machines, which no other machine can reach. */
  private static final Pattern INSIDE = Pattern.compile("(docker|br-|veth|virbr|lxc|cni|podman).*");

  private PageAddress() {}

  /** The page's address; empty if it is bound to the loopback interface only. */
  static Optional<URI> page(String host, int port) {
    return address(host).map(address -> URI.create("http://" + address + ":" + port + "/"));
  }

  private static Optional<String> address(String host) {
    try {
      InetAddress bound = InetAddress.getByName(host);
      if (bound.isLoopbackAddress()) {
        return Optional.empty();
      }
      return bound.isAnyLocalAddress()
          ? own()
          : Optional.of(host.contains(":") ? "[" + host + "]" : host);
    } catch (UnknownHostException | SocketException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> own() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .filter(i -> !INSIDE.matcher(i.getName()).matches())
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .filter(a -> !a.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }
}
