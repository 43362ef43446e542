package io.musicreclass.cli;

import io.musicreclass.pipeline.Checkup;
import io.musicreclass.pipeline.Setup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reclass doctor}: is everything there that is needed. */
@Command(
    name = "doctor",
    description = "Checks settings, libraries, models, inbox, ledger and broker; changes nothing.",
    mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println("reclass " + Version.text() + ", Java " + Runtime.version());
    Setup setup = Place.setup();
    System.out.println("ok       settings  " + Place.configuration());
    List<Checkup.Finding> findings = Checkup.of(setup);
    for (Checkup.Finding finding : findings) {
      System.out.printf(
          "%-8s %-9s %s%n", finding.ok() ? "ok" : "PROBLEM", finding.what(), finding.text());
    }
    return findings.stream().allMatch(Checkup.Finding::ok) ? 0 : 1;
  }
}
