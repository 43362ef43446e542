package io.musicreclass.train.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first bytes of files of audio. */
final class AudioStart {
  private AudioStart() {}

  /** Whether a file begins as its extension says: wav, au or mp3. */
  static boolean isOf(Path file, String extension) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(12);
    }
    String text = new String(first, StandardCharsets.ISO_8859_1);
    return switch (extension) {
      case "wav" -> text.startsWith("RIFF") && text.endsWith("WAVE") && first.length == 12;
      case "au" -> text.startsWith(".snd");
      default ->
          text.startsWith("ID3")
              || (first.length > 1 && first[0] == (byte) 0xff && (first[1] & 0xe0) == 0xe0);
    };
  }
}
