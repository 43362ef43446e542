package io.musicreclass.publish.mqtt;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The subset of ASN.1 DER (X.690) that converts OpenSSL's older private keys to PKCS#8. */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private Der() {}

  /**
   * A PKCS#8 PrivateKeyInfo (RFC 5208) around a PKCS#1 or SEC 1 key. The algorithm and curve are
   * taken from its public key.
   *
   * @param publicKey SubjectPublicKeyInfo (RFC 5280 section 4.1)
   */
  static byte[] pkcs8(byte[] publicKey, byte[] privateKey) {
    byte[] algorithm = element(content(publicKey));
    return wrap(SEQUENCE, join(VERSION_0, algorithm, wrap(OCTET_STRING, privateKey)));
  }

  private static byte[] content(byte[] der) {
    return Arrays.copyOfRange(der, header(der), der.length);
  }

  /** The first element, including its header. */
  private static byte[] element(byte[] der) {
    int length = der[1] & 0xff;
    if (length >= 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = length << 8 | (der[2 + i] & 0xff);
      }
    }
    return Arrays.copyOf(der, header(der) + length);
  }

  private static int header(byte[] der) {
    return (der[1] & 0x80) == 0 ? 2 : 2 + (der[1] & 0x7f);
  }

  private static byte[] wrap(int tag, byte[] content) {
    byte[] length = {(byte) 0x83, (byte) (content.length >> 16), 0, 0};
    length[2] = (byte) (content.length >> 8);
    length[3] = (byte) content.length;
    if (content.length < 0x80) {
      length = new byte[] {(byte) content.length};
    } else if (content.length < 0x100) {
      length = new byte[] {(byte) 0x81, length[3]};
    } else if (content.length < 0x10000) {
      length = new byte[] {(byte) 0x82, length[2], length[3]};
    }
    return join(new byte[] {(byte) tag}, length, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
