#!/usr/bin/env python3
"""Whether a song takes longer and needs more memory the more there are: bench/run Growth [SONGS] [EVERY].

The built program, by its launcher, classifies SONGS (default 10,000) generated songs of half a second by the bundled
model, so no networks are loaded. Prints, at every EVERY songs (default 1,000), the time of a song since the mark before
and the memory, and at the end whether each song has one verdict in the database and, where mosquitto is installed, one
message at a broker. Fails if one is lost or doubled.
"""
import argparse
import array
import collections
import contextlib
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import wave

sys.dont_write_bytecode = True  # leaves nothing in the checkout
import start

RATE, LENGTH, STEP = 16_000, 8_000, 8
MODEL = "gtzan48"
NODE = "growth"
AIM_MB, AIM_SONGS = 220, 2_000


def songs(folder, count):
    """Parts of one rising tone, each with another beginning."""
    samples, phase = array.array("h"), 0.0
    for i in range(STEP * count + LENGTH):
        phase += 2 * math.pi * (200 + 2000 * i / (STEP * count + LENGTH)) / RATE
        samples.append(int(13_000 * math.sin(phase)))
    for i in range(count):
        part = folder / f"{i}.part"
        with wave.open(str(part), "wb") as song:
            song.setparams((1, 2, RATE, 0, "NONE", ""))
            song.writeframes(samples[STEP * i:STEP * i + LENGTH].tobytes())
        part.rename(folder / f"{i}.wav")


@contextlib.contextmanager
def broker(folder, env):
    """A broker and what it delivers: verdicts by file name; None where mosquitto is not installed."""
    mosquitto = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/bin")
    if not mosquitto or not shutil.which("mosquitto_sub"):
        yield None
        return
    port = str(start.free_port())
    (folder / "broker.conf").write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    env["RECLASS_MQTT_URL"] = f"tcp://127.0.0.1:{port}"
    verdicts = collections.Counter()

    def count(lines):
        for line in lines:
            verdicts[json.loads(line)["file"]] += 1

    with contextlib.ExitStack() as stack:
        def run(*command, **options):
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process

        run(mosquitto, "-c", str(folder / "broker.conf"))
        time.sleep(1)
        listener = run("mosquitto_sub", "-p", port, "-q", "1", "-t", f"reclass/{NODE}/result", stdout=subprocess.PIPE, text=True)
        threading.Thread(target=count, args=(listener.stdout,), daemon=True).start()
        yield verdicts


def stats(address):
    with urllib.request.urlopen(address + "/api/stats") as answer:
        return json.load(answer)


def marks(process, address, options):
    """Songs, seconds, processor seconds, resident MB and those not of files, at each mark."""
    found = []
    print("    songs   ms a song   processor ms a song   resident MB   of it not of files", flush=True)
    while not found or found[-1][0] < options.songs:
        done = stats(address)
        if done["failed"] or done["duplicates"]:
            sys.exit(f"{done['failed']} songs failed, {done['duplicates']} are taken for others")
        if done["done"] >= min(options.songs, options.every * len(found)):
            found.append((done["done"], time.time(), start.cpu(process.pid), *start.memory(process.pid)))
            if len(found) > 1:
                wall, cpu = per_song(found[-2], found[-1])
                print(f"{done['done']:9,} {wall:11.1f} {cpu:21.1f} {found[-1][3]:13} {found[-1][4]:20}", flush=True)
        time.sleep(0.5)  # each request costs the daemon some milliseconds
    return found


def per_song(before, after):
    """Milliseconds and processor milliseconds."""
    return [1e3 * (after[i] - before[i]) / (after[0] - before[0]) for i in (1, 2)]


def delivered(verdicts, count):
    """Waits until the broker has delivered all; how many files have no verdict and how many several."""
    until = time.time() + 60
    while len(verdicts) < count and time.time() < until:
        time.sleep(0.2)
    time.sleep(1)  # a second verdict of a file would come now
    return count - len(verdicts), sum(n > 1 for n in verdicts.values())


def report(found, options, lost, doubled):
    def row(*cells):
        print("RESULT", *cells, sep="\t")

    of, last = f"{options.songs:,} songs in the daemon: ", found[-1]
    # the first ones also compile the code; a few songs may pass several marks at once
    warm = min(2, len(found) - 1)
    second, end = per_song(found[warm - 1], found[warm])[1], per_song(found[-2], last)[1]
    row(of + f"processor time of a song, last {options.every:,}", f"{end:.1f} ms", f"second {options.every:,}: {second:.1f} ms",
        f"{end / second:.2f}", "about 1")
    early = next(mark for mark in found if mark[0] >= min(AIM_SONGS, found[warm][0]))
    row(of + f"memory after {early[0]:,}", f"{early[3]} MB", f"after the first: {found[0][3]} MB", f"{early[3] / found[0][3]:.2f}",
        f"{AIM_MB} MB")
    row(of + "memory at the end", f"{last[3]} MB", f"after {early[0]:,}: {early[3]} MB", f"{last[3] / early[3]:.2f}", "about 1")
    row(of + "lost or doubled", lost + doubled, "", "", "0")


def main():
    parser = argparse.ArgumentParser(prog="bench/run Growth")
    parser.add_argument("songs", nargs="?", type=int, default=10_000)
    parser.add_argument("every", nargs="?", type=int, default=1_000)
    options = parser.parse_args()
    subprocess.run(start.launched("--version"), check=True, stdout=subprocess.DEVNULL)  # builds what is missing
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "home"
        env = start.environment(home)
        (home / "models").mkdir()
        (home / "models" / MODEL).symlink_to(start.ROOT / "models" / MODEL)
        env.update(RECLASS_MODELS_PATH=str(home / "models"), RECLASS_MQTT_NODE=NODE)
        address = f"http://127.0.0.1:{env['QUARKUS_HTTP_PORT']}"
        with broker(pathlib.Path(folder), env) as verdicts:
            def watch(process):
                threading.Thread(target=songs, args=(home / "inbox", options.songs), daemon=True).start()
                found = marks(process, address, options)
                lost, doubled = delivered(verdicts, options.songs) if verdicts is not None else (0, 0)
                lost += options.songs - stats(address)["done"]
                report(found, options, lost, doubled)
                if lost or doubled:
                    sys.exit(f"{lost} songs were lost, {doubled} have several verdicts")

            start.daemon(start.launched, env, watch)


if __name__ == "__main__":
    main()
