package io.musicreclass.fetch;

import java.util.List;
import java.util.Optional;

/**
 * What can be fetched. The hashes are those that the hub shows for these revisions; lengths that it
 * shows rounded are ranges here.
 */
public final class Catalogue {
  private static final String MERT_LICENCE =
      "CC-BY-NC-4.0: for non-commercial use only, with attribution"
          + " (https://creativecommons.org/licenses/by-nc/4.0/)";

  private static final RemoteFile MERT_95M_CONFIG =
      exact(
          "config.json", 1_817, "ea2627c4c7825cd66f3c944b6b966331604c35928174e0100cd4a82829424e32");

  /** Its hash was never published; the importer holds it against the tensors' shapes. */
  private static final RemoteFile MERT_330M_CONFIG =
      new RemoteFile("config.json", 2, 1 << 20, Optional.empty());

  private static final List<PublishedModel> ALL =
      List.of(
          new PublishedModel(
              "mert-95m",
              "mert",
              "m-a-p/MERT-v1-95M",
              "12af15fef9d0ac838c3f475bfbbf26d2060dd4f5",
              768,
              MERT_LICENCE,
              List.of(
                  exact(
                      "pytorch_model.bin",
                      377_552_987,
                      "a2b8b747f72c06e0595aeae41ae5473f4364938c6b39b2c58be38c48e6bd3fcd"),
                  MERT_95M_CONFIG)),
          new PublishedModel(
              "mert-330m",
              "mert",
              "m-a-p/MERT-v1-330M",
              "57744365a426add51b060b9b166a6f9d4fd0cafe",
              1024,
              MERT_LICENCE,
              List.of(
                  new RemoteFile(
                      "pytorch_model.bin",
                      1_255_000_000,
                      1_265_000_000,
                      Optional.of(
                          "0c03774d821a6ad972cb48220b128a10ebea2c790116bd0fd35e5a013f8017f6")),
                  MERT_330M_CONFIG)),
          new PublishedModel(
              "openjmla",
              "jmla",
              "UniMus/OpenJMLA",
              "d190fe92a65051176b61b9e8f8f057e6d7781eb9",
              768,
              "\"cc\", as its page says: Creative Commons without naming which; ask its authors"
                  + " before any use but research (https://huggingface.co/UniMus/OpenJMLA)",
              List.of(
                  new RemoteFile(
                      "epoch_20.pth",
                      345_500_000,
                      346_500_000,
                      Optional.of(
                          "cffdf796c0506b5dba4f48dfb1e8d0bbddac95545503cfbaa9661c9bddf07901")))));

  private Catalogue() {}

  private static RemoteFile exact(String name, long bytes, String sha256) {
    return new RemoteFile(name, bytes, bytes, Optional.of(sha256));
  }

  /** All models, the smallest MERT first. */
  public static List<PublishedModel> all() {
    return ALL;
  }
}
