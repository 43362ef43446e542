package io.musicreclass.cli.worker;

import io.musicreclass.classify.StageAnalysis;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cluster.DecodedSongAnalysis;
import io.musicreclass.cluster.SharedFolders;
import io.musicreclass.cluster.SharedSecret;
import io.musicreclass.cluster.WorkerNode;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.publish.mqtt.MqttSettings;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass worker}: analyses songs for another machine, or invites such machines. */
@Command(
    name = "worker",
    description = {
      "Analyses songs of a shared library for the machine that has the database.",
      "Reads the invitation from --secret-file, otherwise from standard input. Keeps no data."
    },
    mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
  private static final Pattern BROKER = Pattern.compile("(tcp|ssl)://.+");
  private static final AtomicReference<@Nullable WorkerNode> RUNNING = new AtomicReference<>();

  @ArgGroup(multiplicity = "1")
  private Task task = new Task();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "File with the invitation; default: reclass.workers.secret-file.")
  private @Nullable Path secretFile;

  @Option(
      names = "--map",
      paramLabel = "OWNER=HERE",
      description =
          "A library folder's name on the owner, and here: /srv/music=/mnt/nas/music. May be repeated.")
  private List<String> map = new ArrayList<>();

  /** What to do. */
  private static final class Task {
    @Option(
        names = "--join",
        paramLabel = "URL",
        description = "Work for the owner at this broker: tcp://HOST:1883 or ssl://HOST:8883.")
    private @Nullable String broker;

    @Option(
        names = "--invite",
        description =
            "On the owner: print the invitation, which lets a machine join. Keep it secret.")
    private boolean invite;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings setup = Installation.setup();
    if (task.invite) {
      return invite(setup);
    }
    String url = Objects.requireNonNull(task.broker, "one option of the group is given");
    if (!BROKER.matcher(url).matches()) {
      throw new UsageError("--join: expected tcp://HOST:PORT or ssl://HOST:PORT, got " + url);
    }
    return join(setup, url);
  }

  private static int invite(Settings setup) throws IOException {
    MqttSettings mqtt = MqttSettings.of(setup.mqtt(), setup.root());
    System.out.println(SharedSecret.ofOwner(setup.home(), mqtt.node()).invitation());
    if (!setup.reclass().workers().enabled()) {
      System.err.println(
          "reclass: workers get no songs yet: set reclass.workers.enabled=true and restart");
    }
    return 0;
  }

  private int join(Settings setup, String url) throws IOException, InterruptedException {
    MqttSettings mqtt = MqttSettings.of(setup.mqtt(), setup.root()).at(url);
    SharedFolders folders = folders(setup);
    SharedSecret secret = secret(setup);
    Decoder.warmUp();
    try (Engine engine = Engines.open(setup.engine(), setup.models());
        StageAnalysis stages = StageAnalysis.load(setup, engine);
        WorkerNode worker =
            new WorkerNode(
                mqtt,
                secret,
                mqtt.node(),
                setup.threads(),
                setup.decode().max(),
                folders,
                new DecodedSongAnalysis(stages))) {
      stages.problems().forEach(problem -> System.err.println("reclass: " + problem));
      RUNNING.set(worker);
      worker.start();
      System.err.printf(
          "reclass: %s works for %s at %s: stages %s%n",
          mqtt.node(),
          secret.owner(),
          url,
          String.join(", ", stages.stages().stream().map(stage -> stage.stage()).toList()));
      new CountDownLatch(1).await(); // until a signal ends the process
    }
    return 0;
  }

  /** Gives back the songs of a running worker, because the process ends. */
  public static void leave() {
    WorkerNode worker = RUNNING.getAndSet(null);
    if (worker != null) {
      worker.close();
    }
  }

  private SharedFolders folders(Settings setup) {
    List<String> entries = map;
    if (entries.isEmpty()) {
      entries = setup.reclass().workers().map().orElse(List.of());
    }
    SharedFolders.problem(entries)
        .ifPresent(
            problem -> {
              throw new UsageError("--map: " + problem);
            });
    SharedFolders folders = SharedFolders.of(entries, setup.libraryFolders());
    if (folders.isEmpty()) {
      throw new UsageError(
          "No folder to read songs from: name it with --map /srv/music=/mnt/nas/music (the owner's"
              + " name, and the one here), or set reclass.library.paths if both are the same");
    }
    return folders;
  }

  private SharedSecret secret(Settings setup) throws IOException {
    ReclassConfig.Workers config = setup.reclass().workers();
    Optional<Path> file =
        Optional.ofNullable(secretFile).or(() -> config.secretFile().map(setup::path));
    return file.isPresent()
        ? SharedSecret.ofInvitation(file.get())
        : SharedSecret.ofInvitation(asked());
  }

  private static String asked() throws IOException {
    if (Terminal.isTerminal(0) && Terminal.isTerminal(1)) {
      Console console = Objects.requireNonNull(System.console(), "Input and output are terminals");
      char[] line = console.readPassword("Invitation (reclass worker --invite on the owner): ");
      return line == null ? "" : new String(line);
    }
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
