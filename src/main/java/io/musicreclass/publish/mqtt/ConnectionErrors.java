package io.musicreclass.publish.mqtt;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** User-facing descriptions of MQTT errors, with remedies. Reason codes: MQTT 5, section 2.4. */
final class ConnectionErrors {
  private static final String CLOSED = "The MQTT broker closed the connection";

  private ConnectionErrors() {}

  /** Why connecting failed. */
  static String connecting(Throwable failure, MqttSettings settings) {
    String broker = "the MQTT broker at " + settings.uri();
    if (failure instanceof MqttException e && e.getReasonCode() > 0 && e.getReasonCode() <= 0xff) {
      return connackRefused(e.getReasonCode(), broker);
    }
    if (find(failure, UnknownHostException.class) != null) {
      return "Cannot resolve the host of " + broker + ": correct reclass.mqtt.url";
    }
    if (find(failure, ConnectException.class) != null) {
      return "Nothing is listening at "
          + settings.uri()
          + ": start the broker, or correct reclass.mqtt.url";
    }
    SocketTimeoutException late = find(failure, SocketTimeoutException.class);
    boolean unreachable = late != null && String.valueOf(late.getMessage()).startsWith("Connect");
    if (unreachable || find(failure, NoRouteToHostException.class) != null) {
      return "Cannot reach "
          + broker
          + ": check that its machine is running and no firewall blocks it";
    }
    boolean silent =
        failure instanceof MqttException e
            && e.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT;
    if (late != null || silent || find(failure, EOFException.class) != null) {
      return "No MQTT response from "
          + settings.uri()
          + ": it is not an MQTT 5 broker, it is overloaded, or its port requires "
          + (settings.encrypted() ? "tcp://" : "ssl://")
          + " in reclass.mqtt.url";
    }
    SSLException tls = find(failure, SSLException.class);
    if (tls != null) {
      return "TLS error with " + broker + ": " + tlsError(tls, settings);
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "Cannot connect to " + broker + " (" + root.getMessage() + ")";
  }

  /** Why an established connection has ended. */
  static String lost(int code) {
    return switch (code) {
      case 0x8b -> "The MQTT broker is shutting down";
      case 0x8d -> "The MQTT broker received nothing from this node for too long";
      case 0x8e ->
          "Another client connected to the MQTT broker under this name: give each reclass its own"
              + " reclass.mqtt.node";
      case 0x87, 0x98 ->
          "The MQTT broker disconnected this node: check its log and its permissions";
      case 0x95 -> "The MQTT broker rejected a message as too large: raise its maximum packet size";
      default -> CLOSED;
    };
  }

  /**
   * As {@link #lost}, for a connection that was dropped immediately; some brokers give no reason.
   */
  static String lostImmediately(String why) {
    return why.equals(CLOSED)
        ? CLOSED + " immediately: check its log, and give each reclass its own reclass.mqtt.node"
        : why;
  }

  /** The broker refused a message. */
  static String refused(int code, String topic) {
    return "The MQTT broker refuses messages on "
        + topic
        + switch (code) {
          case 0x87 -> ": allow the user of reclass.mqtt.username to write there";
          case 0x97 -> ": its quota is used up";
          default -> " (reason code 0x" + Integer.toHexString(code) + "): check its log";
        };
  }

  /** The broker refused a subscription. */
  static String subscriptionRefused(String filter) {
    return "The MQTT broker refuses the subscription to "
        + filter
        + ": allow the user of reclass.mqtt.username to read there";
  }

  /** The broker accepted a test message but did not deliver it. */
  static String notReturned(String topic) {
    return "The MQTT broker accepted a message on "
        + topic
        + " but did not deliver it: allow the user of reclass.mqtt.username to read and write"
        + " there";
  }

  /** A message cannot be sent although there is a connection. */
  static String sendFailed(MqttException e, String topic) {
    return "Cannot send a message on " + topic + " to the MQTT broker (" + e.getMessage() + ")";
  }

  /** A message was not sent because the broker would close the connection over its size. */
  static String tooLarge(String topic, long size, long largest) {
    return "A message on "
        + topic
        + " has "
        + size
        + " bytes, but the MQTT broker accepts "
        + largest
        + " at most: it was not sent; raise the broker's maximum packet size (mosquitto:"
        + " max_packet_size)";
  }

  private static String connackRefused(int code, String broker) {
    return switch (code) {
      case 0x86 ->
          "Wrong user name or password for "
              + broker
              + ": correct reclass.mqtt.username and reclass.mqtt.password(-file)";
      case 0x87, 0x05 ->
          "Login refused by "
              + broker
              + ": set reclass.mqtt.username and reclass.mqtt.password-file, or grant this user access";
      case 0x01, 0x84 ->
          "MQTT 5 is not supported by " + broker + ": update it (mosquitto 1.6 or later)";
      case 0x02, 0x85 -> "Client name refused by " + broker + ": change reclass.mqtt.node";
      case 0x8a -> "This node is banned by " + broker + ": check its log";
      case 0x03, 0x88, 0x89, 0x97, 0x9f -> "Cannot connect: " + broker + " is overloaded";
      default ->
          "Connection refused by " + broker + " (reason code 0x" + Integer.toHexString(code) + ")";
    };
  }

  private static String tlsError(SSLException tls, MqttSettings settings) {
    if (find(tls, CertPathBuilderException.class) != null
        || find(tls, CertPathValidatorException.class) != null) {
      return settings.ca().isPresent()
          ? "its certificate is not signed by the authority in reclass.mqtt.ca ("
              + settings.ca().get()
              + "), or has expired: use the right file"
          : "its certificate is not signed by an authority that this system trusts, or has expired:"
              + " set reclass.mqtt.ca to its authority's certificate";
    }
    CertificateException name = find(tls, CertificateException.class);
    if (name != null) {
      return "its certificate is for another name ("
          + name.getMessage()
          + "): use the certificate's name in reclass.mqtt.url";
    }
    String message = String.valueOf(tls.getMessage());
    if (message.contains("certificate_required") || message.contains("bad_certificate")) {
      return "it requires a client certificate: set reclass.mqtt.cert and reclass.mqtt.key";
    }
    return "the handshake failed ("
        + message
        + "): use tcp:// in reclass.mqtt.url if the broker has no TLS";
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
