package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import java.time.Clock;

/**
 * What all services of the daemon share.
 *
 * @param closer closes what a service opens, in reverse order
 */
record DaemonContext(
    Closer closer,
    Settings settings,
    Ledger ledger,
    StageRunner stageRunner,
    EventPolicy eventPolicy,
    Problems problems,
    LiveEvents live,
    Clock clock) {}
