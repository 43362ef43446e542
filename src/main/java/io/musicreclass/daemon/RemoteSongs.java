package io.musicreclass.daemon;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.cluster.SongFacts;
import io.musicreclass.cluster.WaitingSong;
import io.musicreclass.cluster.WaitingSongs;
import io.musicreclass.cluster.WorkOwner;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The songs of the library that other machines analyse: their results are stored as if they had
 * been computed here, and then this node votes. A song that a worker failed on is analysed here.
 */
final class RemoteSongs implements WaitingSongs {
  /** A song whose leases ended that often without an answer is analysed here. */
  private static final int MOST_OFFERS = 2;

  /** While so many songs wait to be analysed here after a worker's failure, none are offered. */
  private static final int MOST_OF_OWN = 8;

  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final Pipeline pipeline;
  private final Function<Job, Attempt> attempts;
  private final List<Path> folders;
  private final Predicate<Path> isUnavailable;
  private final Supplier<Urgency> urgency;
  private final Supplier<Boolean> paused;
  private final Clock clock;
  private final LiveEvents live;
  private final Runnable changed;
  private final Queue<Job> own = new ConcurrentLinkedQueue<>();
  private final Map<Long, Integer> unanswered = new ConcurrentHashMap<>();
  private volatile Optional<WorkOwner> owner = Optional.empty();

  /**
   * @param attempts begins an attempt on a job
   * @param isUnavailable whether a file is on a disk that does not respond; must not block
   * @param urgency which songs may be analysed now
   * @param paused whether no songs are to be analysed
   * @param changed called when songs or messages may be waiting
   */
  RemoteSongs(
      DaemonContext context,
      Pipeline pipeline,
      Function<Job, Attempt> attempts,
      Predicate<Path> isUnavailable,
      Supplier<Urgency> urgency,
      Supplier<Boolean> paused,
      Runnable changed) {
    this.ledger = context.ledger();
    this.stageRunner = context.stageRunner();
    this.pipeline = pipeline;
    this.attempts = attempts;
    this.folders = context.settings().libraryFolders();
    this.isUnavailable = isUnavailable;
    this.urgency = urgency;
    this.paused = paused;
    this.clock = context.clock();
    this.live = context.live();
    this.changed = changed;
  }

  void offeredBy(WorkOwner workOwner) {
    owner = Optional.of(workOwner);
  }

  /** A song that no worker could analyse, which is still claimed. */
  Optional<Job> nextOfOwn() {
    return Optional.ofNullable(own.poll());
  }

  @Override
  public Optional<WaitingSong> next(Predicate<StageModel> wanted) {
    if (paused.get() || own.size() >= MOST_OF_OWN) {
      return Optional.empty();
    }
    List<StageModel> stages = stages();
    List<String> names = new ArrayList<>();
    stages.stream().filter(wanted).map(StageModel::stage).forEach(names::add);
    if (!stages.isEmpty() && names.contains(stages.get(0).stage())) {
      names.add(""); // to be analysed from the beginning
    }
    for (Path folder : names.isEmpty() ? List.<Path>of() : folders) {
      Optional<Job> job = ledger.queue().claimShared(folder, names, urgency.get());
      if (job.isPresent()) {
        return job.map(claimed -> song(claimed, folder, Optional.empty(), claimed.waitsFor()));
      }
    }
    return Optional.empty();
  }

  /** Whether a worker is free that should run this stage rather than this machine. */
  boolean takes(Job job, String stage) {
    List<StageModel> stages = stages();
    boolean first = stages.isEmpty() || stages.get(0).stage().equals(stage);
    return !first
        && !stage.equals(job.waitsFor())
        && !stageRunner.rules().everyStage()
        && folder(job).isPresent()
        && owner.isPresent()
        && stages.stream()
            .filter(model -> model.stage().equals(stage))
            .anyMatch(owner.get()::isFree);
  }

  /** Hands a song over to a worker for this stage; false if none is free for it. */
  boolean handOver(Attempt attempt, TrackId id, String stage) {
    Job job = attempt.job();
    Optional<Path> folder = takes(job, stage) ? folder(job) : Optional.empty();
    if (folder.isEmpty()) {
      return false;
    }
    attempt.handedOver(); // before a worker can answer
    boolean taken = owner.orElseThrow().handOver(song(job, folder.get(), Optional.of(id), stage));
    return taken || attempt.keep();
  }

  /** The folder from which a job may be handed out; empty if it is to be analysed here. */
  private Optional<Path> folder(Job job) {
    boolean own =
        job.origin() == Origin.INBOX
            || job.failures() > 0
            || !job.failedStage().isEmpty()
            || unanswered.getOrDefault(job.row(), 0) >= MOST_OFFERS;
    return folders.stream().filter(folder -> !own && job.path().startsWith(folder)).findFirst();
  }

  private List<StageModel> stages() {
    List<String> active = stageRunner.stages();
    return stageRunner.selection().stages().stream()
        .filter(stage -> active.contains(stage.stage()))
        .toList();
  }

  /**
   * A claimed song with the stages that it needs: those from one on, or that alone if its result
   * may end the vote.
   *
   * @param from name of the stage; empty: the first
   */
  private WaitingSong song(Job job, Path folder, Optional<TrackId> id, String from) {
    List<StageModel> all = stages();
    int first = 0;
    for (int i = 0; i < all.size(); i++) {
      first = all.get(i).stage().equals(from) ? i : first;
    }
    int last = stageRunner.rules().everyStage() ? all.size() : first + 1;
    return new RemoteSong(this, job, folder, id, List.copyOf(all.subList(first, last)));
  }

  private record RemoteSong(
      RemoteSongs all, Job job, Path folder, Optional<TrackId> id, List<StageModel> stages)
      implements WaitingSong {

    @Override
    public SongFile file() {
      return job.file();
    }

    @Override
    public void analysed(SongFacts song, List<StageResult> results) {
      all.analysed(job, song, results);
    }

    @Override
    public void givenBack(boolean failed) {
      all.givenBack(job, failed);
    }
  }

  private void analysed(Job job, SongFacts song, List<StageResult> results) {
    unanswered.remove(job.row());
    if (isUnavailable.test(job.path())) { // whether the file is still the same cannot be told now
      ledger.queue().release(job);
      return;
    }
    try (Attempt attempt = attempts.apply(job)) {
      Identity identity = attempt.identify(song);
      if (identity instanceof Identity.New
          || (identity instanceof Identity.Same && attempt.isRevote())) {
        StageRunner.ResultStore store = attempt.resultStore(song.id(), live, stage -> {});
        results.forEach(store::store);
        Classification known = stageRunner.replay(store.results(), stageRunner.rules());
        if (known instanceof Classification.Decided decided) {
          decided.newResults().forEach(store::store);
        }
        pipeline.judge(attempt, song.id(), verdict -> track(job, song, verdict), known);
      } else if (identity instanceof Identity.Same) {
        attempt.alreadyClassified();
      } else if (identity instanceof Identity.DuplicateOf duplicate) {
        attempt.duplicate(song.id(), duplicate.other());
      }
    }
    live.end(job.path());
    changed.run();
  }

  private ClassifiedTrack track(Job job, SongFacts song, Verdict.Decided verdict) {
    return new ClassifiedTrack(
        song.id(),
        job.path(),
        job.origin(),
        verdict,
        song.seconds(),
        song.openMs(),
        song.totalMs(),
        clock.instant());
  }

  private void givenBack(Job job, boolean failed) {
    int times = unanswered.merge(job.row(), failed ? MOST_OFFERS : 1, Integer::sum);
    if (times >= MOST_OFFERS) {
      own.add(job);
    } else {
      ledger.queue().release(job);
    }
    changed.run();
  }
}
