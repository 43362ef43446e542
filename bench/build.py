#!/usr/bin/env python3
"""The first build of a checkout by its launcher, archive of classes included, beside the build that developers and
CI run, with all checks and the tests compiled: bench/run Build. Needs git, and the libraries in Maven's repository.
"""
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def measured(command):
    """Seconds and processor seconds of a command in a new clone of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        clone = pathlib.Path(folder) / "reclass"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        env = dict(os.environ, LC_ALL="C.UTF-8", RECLASS_MODELS_FETCH="never")
        before = os.times()
        subprocess.run(command, check=True, cwd=clone, env=env, stdin=subprocess.DEVNULL)
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return after.elapsed - before.elapsed, cpu


def main():
    seconds, cpu = measured(["./reclass", "--version"])
    peer_seconds, peer_cpu = measured(["mvn", "-B", "-q", "-o", "-DskipTests", "package"])
    rows = (("s", seconds, peer_seconds, "60 s"), ("processor s", cpu, peer_cpu, ""))
    for unit, ours, peer, aim in rows:
        print("RESULT", f"first build, libraries at hand, {unit}", f"{ours:.0f}", f"developers' build: {peer:.0f}",
              f"{ours / peer:.2f}", aim, sep="\t")


if __name__ == "__main__":
    main()
