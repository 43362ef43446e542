package io.musicreclass.publish.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS with PEM files, using the JDK. Host names are checked by the client. */
final class Tls {
  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /**
   * Reads the files again at each call, so renewed certificates apply from the next connection.
   *
   * @throws IllegalArgumentException with the key, the file and the remedy
   */
  static SSLSocketFactory socketFactory(MqttSettings settings) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities(settings));
      KeyManagerFactory identity =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(identity(settings), NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "reclass.mqtt.ca, .cert and .key cannot be used for TLS (" + e.getMessage() + ")", e);
    }
  }

  /** The trusted authorities; null for those of the system. */
  private static @Nullable KeyStore authorities(MqttSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.ca().isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    for (X509Certificate ca : Pem.read("reclass.mqtt.ca", settings.ca().get()).certificates()) {
      store.setCertificateEntry("ca" + store.size(), ca);
    }
    return store;
  }

  private static KeyStore identity(MqttSettings settings)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    if (settings.cert().isPresent() && settings.key().isPresent()) {
      List<X509Certificate> chain =
          Pem.read("reclass.mqtt.cert", settings.cert().get()).certificates();
      PrivateKey key =
          Pem.read("reclass.mqtt.key", settings.key().get())
              .privateKey(chain.get(0).getPublicKey());
      if (!belongTogether(key, chain.get(0))) {
        throw new IllegalArgumentException(
            "reclass.mqtt.key: "
                + settings.key().get()
                + " is not the key of the certificate in reclass.mqtt.cert: use its key");
      }
      store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm(); // Ed25519 and Ed448 are their own signature algorithms
        };
    byte[] sample = "reclass".getBytes(StandardCharsets.UTF_8);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(sample);
    return signature.verify(signed);
  }
}
