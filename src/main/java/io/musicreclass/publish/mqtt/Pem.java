package io.musicreclass.publish.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PEM file (RFC 7468) named by a configuration key. Errors name the key, file and remedy. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final int MAX_BYTES = 4 << 20; // the system's own bundle has 0.2 MB

  private final String key;
  private final Path file;
  private final String text;

  private Pem(String key, Path file, String text) {
    this.key = key;
    this.file = file;
    this.text = text;
  }

  /** Reads the file; throws IllegalArgumentException if it cannot be read. */
  static Pem read(String key, Path file) {
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(key + ": " + file + " does not exist: correct the key");
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            key + ": " + file + " is not a PEM file: correct the key");
      }
      return new Pem(key, file, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          key + ": " + file + " cannot be read: make it readable for the user that runs reclass",
          e);
    }
  }

  /** All certificates, in file order; at least one. */
  List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher m = BLOCK.matcher(text);
      while (m.find()) {
        if (m.group(1).endsWith("CERTIFICATE")) {
          byte[] der = Base64.getMimeDecoder().decode(m.group(2));
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw invalid("contains a damaged certificate: copy it again", e);
    }
    if (certificates.isEmpty()) {
      throw invalid("contains no certificate: use a PEM file (-----BEGIN CERTIFICATE-----)", null);
    }
    return certificates;
  }

  /** The private key of a certificate, in PKCS#8 or in OpenSSL's older forms. */
  PrivateKey privateKey(PublicKey publicKey) {
    Matcher m = BLOCK.matcher(text);
    try {
      while (m.find()) {
        byte[] der = Base64.getMimeDecoder().decode(m.group(2));
        String label = m.group(1);
        if (label.equals("PRIVATE KEY")) {
          return parse(der, publicKey);
        }
        if (label.equals("RSA PRIVATE KEY") || label.equals("EC PRIVATE KEY")) {
          return parse(Der.pkcs8(publicKey.getEncoded(), der), publicKey);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw invalid("is not the key of the certificate in reclass.mqtt.cert: use its key", e);
    }
    if (text.contains("ENCRYPTED")) {
      throw invalid("has a passphrase: remove it (openssl pkey -in OLD -out NEW)", null);
    }
    throw invalid("contains no private key: use a PEM file (-----BEGIN PRIVATE KEY-----)", null);
  }

  private static PrivateKey parse(byte[] pkcs8, PublicKey publicKey)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(publicKey.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private IllegalArgumentException invalid(String what, @Nullable Exception e) {
    return new IllegalArgumentException(key + ": " + file + " " + what, e);
  }
}
