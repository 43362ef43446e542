#!/usr/bin/env python3
"""Start, one song, memory and idle processor time of the program by its launcher, beside the same jar
run plainly (no archive of classes, no flags), in one run. Prints a Markdown table.

bench/run Start [--songs N] [--idle SECONDS] [SONG]: classifies SONG (default: a minute of chords), and has the
daemon classify N copies of it (default 100), each with another beginning. Needs the built program.
"""
import argparse
import array
import json
import math
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import wave

ROOT = pathlib.Path(__file__).resolve().parent.parent
APP = ROOT / "target/quarkus-app/quarkus-run.jar"
AIMS = {
    "start to ready, s": "2 s",
    "classify one song, processor s": "1.5 s",
    "memory fresh, MB": "150 MB",
    "idle, % of a core": "0.3 %",
}
TICKS = os.sysconf("SC_CLK_TCK")


def plain(*arguments):
    return ["java", "-XX:+UseSerialGC", f"-Dmusicreclass.root={ROOT}", "-jar", str(APP), *arguments]


def launched(*arguments):
    return [str(ROOT / "reclass"), *arguments]


def cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid):
    """Resident MB: all, and without pages of files, which the kernel can drop."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return [int(re.search(name + r":\s+(\d+)", status)[1]) // 1024 for name in ("VmRSS", "RssAnon")]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment(home):
    (home / "inbox").mkdir(parents=True)
    return dict(
        os.environ, LC_ALL="C.UTF-8", ORT_DISABLE_TELEMETRY="1", RECLASS_HOME=str(home), RECLASS_MODELS_FETCH="never",
        RECLASS_INBOX_PATH=str(home / "inbox"), QUARKUS_HTTP_PORT=str(free_port()), RECLASS_MQTT_NODE="bench")


def one_song(command, song, env):
    before = os.times()
    subprocess.run(command("classify", song), check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def archived(command, env):
    """Loaded classes of one start of a daemon's worth, and how many come from an archive."""
    env = dict(env, JDK_JAVA_OPTIONS="-Xlog:class+load:file=" + env["RECLASS_HOME"] + "/classes.log:none:filecount=0")
    daemon(command, env, lambda process: None)
    lines = pathlib.Path(env["RECLASS_HOME"], "classes.log").read_text().splitlines()
    return len(lines), sum("shared objects file" in line for line in lines)


def daemon(command, env, then):
    started = time.time()
    process = subprocess.Popen(command("run"), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in process.stdout:
        if line.startswith("Ready"):
            break
    else:
        sys.exit("the daemon did not start")
    ready = time.time() - started, cpu(process.pid)
    threading.Thread(target=process.stdout.read, daemon=True).start()  # or the daemon would wait
    try:
        then(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    return ready


def measure(command, options):
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        env = environment(home / "one")
        one_song(command, options.song, env)  # reads the files for the first time
        figures["classify one song, processor s"] = min(one_song(command, options.song, env) for _ in range(3))
        classes, shared = archived(command, env)
        figures["classes loaded"], figures["of them from an archive"] = classes, shared

        def watch(process):
            time.sleep(5)
            figures["memory fresh, MB"], figures["of it not of files, MB"] = memory(process.pid)
            time.sleep(10)
            before = cpu(process.pid)
            time.sleep(options.idle)
            figures["idle, % of a core"] = 100 * (cpu(process.pid) - before) / options.idle
            if options.songs:
                copies(options, home / "two")
                address = f"http://127.0.0.1:{env['QUARKUS_HTTP_PORT']}/api/stats"
                stats = {"done": 0, "failed": 0}
                while stats["done"] + stats["failed"] < options.songs:
                    time.sleep(1)
                    stats = json.load(urllib.request.urlopen(address))
                if stats["failed"]:
                    sys.exit(f"{stats['failed']} songs failed: choose another one")
                figures[f"memory after {options.songs} songs, MB"] = memory(process.pid)[0]

        starts = [daemon(command, environment(home / f"start-{i}"), lambda process: None) for i in range(4)]
        env = environment(home / "two")
        starts.append(daemon(command, env, watch))
        figures["start to ready, s"], figures["start to ready, processor s"] = map(min, zip(*starts))
    return figures


def chords(folder):
    """A minute of decaying chords and a little noise."""
    rate, notes = 44100, [(220, 277.2, 329.6), (196, 246.9, 293.7), (174.6, 220, 261.6)]
    samples = array.array("h")
    for i in range(60 * rate):
        fade = math.exp(-2 * (i % rate) / rate)
        tone = sum(math.sin(2 * math.pi * hz * i / rate) for hz in notes[i // rate % len(notes)])
        samples.append(int(8000 * fade * tone) + i * 7919 % 401)
    path = os.path.join(folder, "chords.wav")
    with wave.open(path, "wb") as song:
        song.setparams((1, 2, rate, 0, "NONE", ""))
        song.writeframes(samples.tobytes())
    return path


def copies(options, home):
    """Songs that differ in their beginning, so that none is a duplicate."""
    suffix = pathlib.Path(options.song).suffix
    for i in range(options.songs):
        part = home / f"{i}.part"
        if suffix == ".wav":
            with wave.open(options.song) as song, wave.open(str(part), "wb") as copy:
                copy.setparams(song.getparams())
                song.setpos(10 * i)
                copy.writeframes(song.readframes(song.getnframes()))
        else:
            part.write_bytes(pathlib.Path(options.song).read_bytes()[i * 500:])
        part.rename(home / "inbox" / f"song-{i}{suffix}")


def main():
    parser = argparse.ArgumentParser(prog="bench/run Start")
    parser.add_argument("song", nargs="?")
    parser.add_argument("--songs", type=int, default=100)
    parser.add_argument("--idle", type=int, default=30)
    options = parser.parse_args()
    if not shutil.which("java") or not APP.exists():
        sys.exit("build the program first: ./reclass --version")
    subprocess.run(launched("--version"), check=True, stdout=subprocess.DEVNULL)  # makes the archive
    with tempfile.TemporaryDirectory() as folder:
        options.song = os.path.abspath(options.song) if options.song else chords(folder)
        ours, theirs = measure(launched, options), measure(plain, options)
    print("| figure | launcher | plain jar | ratio |\n|---|---|---|---|")
    for name, value in ours.items():
        ratio = f"{value / theirs[name]:.2f}" if theirs[name] else ""
        print(f"| {name} | {value:.5g} | {theirs[name]:.5g} | {ratio} |")
    for name, value in ours.items():
        ratio = f"{value / theirs[name]:.2f}" if theirs[name] else ""
        print("RESULT", name, f"{value:.4g}", f"plain jar: {theirs[name]:.4g}", ratio, AIMS.get(name, ""), sep="\t")


if __name__ == "__main__":
    main()
