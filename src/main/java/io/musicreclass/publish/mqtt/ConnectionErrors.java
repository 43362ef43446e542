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

/** Why there is no connection, in plain words with the mend. Codes: MQTT 5, section 2.4. */
final class ConnectionErrors {
  private static final String GONE = "The MQTT broker went away";

  private ConnectionErrors() {}

  /** Why connecting failed. */
  static String connecting(Throwable failure, MqttSettings settings) {
    String broker = "the MQTT broker at " + settings.uri();
    if (failure instanceof MqttException e && e.getReasonCode() > 0 && e.getReasonCode() <= 0xff) {
      return connackRefused(e.getReasonCode(), broker);
    }
    if (find(failure, UnknownHostException.class) != null) {
      return "Nobody knows the host of " + broker + ": correct reclass.mqtt.url";
    }
    if (find(failure, ConnectException.class) != null) {
      return "Nothing listens at "
          + settings.uri()
          + ": start the broker, or correct reclass.mqtt.url";
    }
    SocketTimeoutException late = find(failure, SocketTimeoutException.class);
    boolean unreached = late != null && String.valueOf(late.getMessage()).startsWith("Connect");
    if (unreached || find(failure, NoRouteToHostException.class) != null) {
      return "No way to " + broker + ": look whether its machine runs and no firewall is between";
    }
    boolean silent =
        failure instanceof MqttException e
            && e.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT;
    if (late != null || silent || find(failure, EOFException.class) != null) {
      return "No MQTT answer at "
          + settings.uri()
          + ": it is no MQTT 5 broker, it is overloaded, or its port wants "
          + (settings.encrypted() ? "tcp://" : "ssl://")
          + " in reclass.mqtt.url";
    }
    SSLException tls = find(failure, SSLException.class);
    if (tls != null) {
      return "No trust in " + broker + ": " + untrusted(tls, settings);
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "No connection to " + broker + " (" + root.getMessage() + ")";
  }

  /** Why a connection that stood has ended. */
  static String lost(int code) {
    return switch (code) {
      case 0x8b -> "The MQTT broker is shutting down";
      case 0x8d -> "The MQTT broker heard nothing of us for too long";
      case 0x8e ->
          "Another client took our place at the MQTT broker: give each reclass its own"
              + " reclass.mqtt.node";
      case 0x87, 0x98 -> "The MQTT broker threw us out: look into its log and its permissions";
      case 0x95 -> "The MQTT broker found a message too large: raise its maximum packet size";
      default -> GONE;
    };
  }

  /** The same after a connection that did not hold; some brokers evict without saying why. */
  static String lostImmediately(String why) {
    return why.equals(GONE)
        ? GONE + " at once: look into its log, and give each reclass its own reclass.mqtt.node"
        : why;
  }

  /** Why a message was not taken. */
  static String refused(int code, String topic) {
    return "The MQTT broker refuses messages on "
        + topic
        + switch (code) {
          case 0x87 -> ": allow the user of reclass.mqtt.username to write there";
          case 0x97 -> ": its quota is used up";
          default -> " (reason code 0x" + Integer.toHexString(code) + "): look into its log";
        };
  }

  /** That a subscription was not taken. */
  static String subscriptionRefused(String filter) {
    return "The MQTT broker does not let us listen to "
        + filter
        + ": allow the user of reclass.mqtt.username to read there";
  }

  /** That what was published did not come back. */
  static String notReturned(String topic) {
    return "The MQTT broker took a message on "
        + topic
        + " and did not give it back: allow the user of reclass.mqtt.username to read and write"
        + " there";
  }

  /** Why a message cannot be sent over a connection that stands. */
  static String unsent(MqttException e, String topic) {
    return "No message on " + topic + " fits what the MQTT broker takes (" + e.getMessage() + ")";
  }

  /** That a message is not sent as the broker would end the connection over it. */
  static String tooLarge(String topic, long size, long largest) {
    return "A message on "
        + topic
        + " has "
        + size
        + " bytes, and the MQTT broker takes "
        + largest
        + " at most: it was left out; raise the broker's maximum packet size (mosquitto:"
        + " max_packet_size)";
  }

  private static String connackRefused(int code, String broker) {
    return switch (code) {
      case 0x86 ->
          "Wrong login for "
              + broker
              + ": correct reclass.mqtt.username and reclass.mqtt.password(-file)";
      case 0x87, 0x05 ->
          "No login for "
              + broker
              + ": set reclass.mqtt.username and reclass.mqtt.password-file, or allow this user in";
      case 0x01, 0x84 -> "No MQTT 5 at " + broker + ": update it (mosquitto 1.6 or later)";
      case 0x02, 0x85 -> "Our name is refused by " + broker + ": change reclass.mqtt.node";
      case 0x8a -> "We are banned from " + broker + ": look into its log";
      case 0x03, 0x88, 0x89, 0x97, 0x9f -> "Too busy: " + broker;
      default -> "Not let in by " + broker + " (reason code 0x" + Integer.toHexString(code) + ")";
    };
  }

  private static String untrusted(SSLException tls, MqttSettings settings) {
    if (find(tls, CertPathBuilderException.class) != null
        || find(tls, CertPathValidatorException.class) != null) {
      return settings.ca().isPresent()
          ? "its certificate is not signed by the authority in reclass.mqtt.ca ("
              + settings.ca().get()
              + "), or has expired: give the right file"
          : "its certificate is not signed by an authority that this system trusts, or has expired:"
              + " name its authority in reclass.mqtt.ca";
    }
    CertificateException name = find(tls, CertificateException.class);
    if (name != null) {
      return "its certificate is for another name ("
          + name.getMessage()
          + "): use the name that the certificate has in reclass.mqtt.url";
    }
    String message = String.valueOf(tls.getMessage());
    if (message.contains("certificate_required") || message.contains("bad_certificate")) {
      return "it wants a certificate from us: set reclass.mqtt.cert and reclass.mqtt.key";
    }
    return "TLS failed (" + message + "): use tcp:// in reclass.mqtt.url if it has no TLS";
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
