#!/bin/sh
# Checks this machine's GPU: builds and runs the networks of all stages at full size, with random weights, with
# TensorRT in FP16 and FP32; compares them with ONNX Runtime on the CPU and, if python3 has torch, with PyTorch's
# speed and memory; monitors memory over 1,000 runs. Prints a row of a table for each, then PASS and FAIL lines.
# A run that was killed or ran out of time goes on where it stopped; what failed is checked again.
# Exit status: 0 all passed, 1 something failed, 2 no usable GPU (SKIP lines say why), 3 out of time.
#
#   deploy/gpu-check.sh [--minutes N] [NETWORK...]
#     NETWORK      mn04 musicnn fma life (the life cycle of a package) mert95 vit mert330; default: all, in this order
#     --minutes N  stops after N minutes; the most useful networks come first, and the first four take a few minutes
#
# In a checkout it builds what it needs with Maven, or uses an existing build. For a machine without Maven or network,
# run `deploy/gpu-check.sh --pack FOLDER` here (270 MB; if a JDK is installed, with a Java for this processor type), copy
# FOLDER there and run FOLDER/gpu-check.sh. Variables:
#   GPU_CHECK_JAVA     the Java program to use                default: FOLDER/java, JAVA_HOME, java
#   GPU_CHECK_PYTHON   the Python that has torch              default: python3
#   GPU_CHECK_PATH     class path: program, tests, libraries  default: FOLDER/classes and FOLDER/lib, otherwise Maven's
#   GPU_CHECK_TRT      folder of the bindings cuda12, cuda13  default: FOLDER/trt, otherwise target/quarkus-app/trt
#   GPU_CHECK_WORK     where results are kept, and networks and engines while they are checked (6 GB)
#                      default: FOLDER/work, otherwise target/gpu-check; remove it to check everything again
#   GPU_CHECK_RUNS     monitored runs, ten times as many for the small network   default: 1000
#   LD_LIBRARY_PATH    where CUDA and TensorRT are, if not where their packages install them   default if TensorRT is
#                      not installed: the libraries that pip installed with python3's torch and tensorrt
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
root=$(dirname "$here")
python=${GPU_CHECK_PYTHON:-python3}
runs=${GPU_CHECK_RUNS:-1000}
export LC_ALL=C.UTF-8 ORT_DISABLE_TELEMETRY=1

fail() {
  echo "FAIL  $1"
  exit "${2:-1}"
}

build() { # the classes, including tests and benchmarks, and the bindings
  if command -v mvn >/dev/null; then
    (cd "$root" && mvn -B -q -Dspotless.check.skip test-compile dependency:build-classpath \
      -Dmdep.outputFile=target/bench.classpath dependency:copy@trt12 dependency:copy@trt13 >&2) ||
      fail "the build failed: see the output above"
  else
    for part in test-classes/io/musicreclass/engine/tensorrt/GpuCheck.class bench.classpath quarkus-app/trt; do
      [ -e "$root/target/$part" ] ||
        fail "Maven and target/$part are missing: apt install maven, or run --pack on another machine"
    done
  fi
}

# Uses the first of these that starts: a packed one may be for a different processor type.
find_java() {
  for java in "${GPU_CHECK_JAVA:-}" "$here/java/bin/java" "${JAVA_HOME:+$JAVA_HOME/bin/java}" \
    "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -n "$java" ] && version=$("$java" -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.specification\.version = //p') && [ "${version%%.*}" -ge 17 ] 2>/dev/null && return
  done
  fail "Java 17 or newer not found: apt install openjdk-17-jre-headless, or set JAVA_HOME"
}

pack() { # FOLDER
  build
  mkdir -p "$1/classes" "$1/lib"
  cp -r "$root/target/classes/." "$root/target/test-classes/." "$1/classes/"
  tr ':' '\n' <"$root/target/bench.classpath" | while read -r jar; do
    # not the browser test driver
    case $jar in *playwright*) ;; *) cp "$jar" "$1/lib/" ;; esac
  done
  cp -r "$root/target/quarkus-app/trt" "$1/"
  cp "$here/gpu-check.sh" "$here/gpu-peers.py" "$root/bench/networks.py" "$1/"
  if command -v jlink >/dev/null && [ ! -e "$1/java" ]; then
    jlink --add-modules java.se,jdk.unsupported,jdk.management --strip-java-debug-attributes --no-man-pages \
      --no-header-files --compress=2 --output "$1/java" || echo "jlink failed: install Java on the target machine" >&2
  fi
  echo "Packed. Copy $1 to the target machine and run gpu-check.sh in it"
}

check() { # ARGUMENTS of GpuCheck; a small young generation, so that a growing process means a leak
  ${limit:-} "$java" -Xmx4g -Xmn32m -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -Dmusicreclass.trt="$trt" -cp "$path" io.musicreclass.engine.tensorrt.GpuCheck "$@"
}

peers() { # NETWORK: PyTorch's times, once; no file if there is no PyTorch
  [ ! -e "$work/$1.peers" ] || return 0
  # shellcheck disable=SC2086
  ${limit:-} "$python" "$here/gpu-peers.py" "$1" >"$work/peers" 2>"$work/peers.log" ||
    echo "No comparison with PyTorch for $1: $(tail -n 1 "$work/peers.log")" >&2
  mv "$work/peers" "$work/$1.peers"
}

left() { # seconds
  [ -z "$end" ] || echo $((end - $(date +%s)))
}

# Checks one network in one precision, or the life cycle, unless it has passed before. Its lines are kept.
unit() { # NAME NETWORK ARGUMENTS
  kept=$work/$1.result
  name=$1 network=$2
  shift 2
  if [ ! -e "$kept" ] || grep -q '^FAIL' "$kept"; then
    if [ -n "$end" ] && [ "$(left)" -le 0 ]; then
      late="$late $name"
      return
    fi
    limit=${end:+timeout $(left)}
    mkdir -p "$work/$network"
    [ "$network" = life ] || peers "$network"
    status=0
    check "$work/$network" "$@" >"$work/unfinished" || status=$?
    case $status in
      0 | 1) ;;
      124) late="$late $name"; return ;;
      *) echo "FAIL  $name: ended with status $status" >>"$work/unfinished" ;;
    esac
    mv "$work/unfinished" "$kept"
  fi
  grep -Ev '^(PASS|FAIL|SKIP) ' "$kept" || true
}

minutes=
while [ $# -gt 0 ]; do
  case $1 in
    --pack) pack "${2:?deploy/gpu-check.sh --pack FOLDER}"; exit 0 ;;
    --minutes) minutes=${2:-}; case $minutes in '' | *[!0-9]*) fail "--minutes needs a whole number" 2 ;; esac; shift 2 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || set -- mn04 musicnn fma life mert95 vit mert330
need=100 # MB of disk for the largest network
for network; do
  case $network in
    mn04 | musicnn | fma | life) ;;
    mert95 | vit) [ $need -ge 2000 ] || need=2000 ;;
    mert330) need=6000 ;;
    *) fail "unknown network $network: use mn04, musicnn, fma, life, mert95, vit or mert330" ;;
  esac
done
end=
[ -z "$minutes" ] || end=$(($(date +%s) + 60 * minutes))

find_java
trt=$root/target/quarkus-app/trt
work=${GPU_CHECK_WORK:-$root/target/gpu-check}
if [ -d "$here/classes" ]; then
  path=$here/classes:$here/lib/*
  trt=$here/trt
  work=${GPU_CHECK_WORK:-$here/work}
elif [ -z "${GPU_CHECK_PATH:-}" ]; then
  build
  path=$root/target/test-classes:$root/target/classes:$(cat "$root/target/bench.classpath")
fi
path=${GPU_CHECK_PATH:-$path}
trt=${GPU_CHECK_TRT:-$trt}
mkdir -p "$work"

if [ -z "${LD_LIBRARY_PATH:-}" ] && ! PATH=$PATH:/sbin ldconfig -p 2>/dev/null | grep -q 'libnvinfer\.so\.10'; then
  LD_LIBRARY_PATH=$("$python" -c 'import glob, sys
print(":".join(f for p in sys.path for d in ("nvidia/*/lib", "tensorrt_libs") for f in glob.glob(p + "/" + d)))' \
    2>/dev/null || true)
  export LD_LIBRARY_PATH
fi

status=0
gpu=$(check gpu) || status=$?
echo "$gpu"
[ "$status" -ne 2 ] || fail "nothing was checked" 2
[ "$status" -eq 0 ] || fail "the GPU check ended with status $status"
free=$(($(df -Pk "$work" | awk 'NR == 2 { print $4 }') / 1024))
if [ "$free" -lt "$need" ]; then
  fail "$work has $free MB left, but $need MB are needed: set GPU_CHECK_WORK to a folder with more space"
fi
# Results of another GPU, driver or number of runs are not this check's.
if [ "$(cat "$work/gpu" 2>/dev/null)" != "$gpu, $runs runs" ]; then
  rm -f "$work"/*.result "$work"/*.peers
  echo "$gpu, $runs runs" >"$work/gpu"
fi

late=
echo "network  kind  build s  batch 1 ms      max: ms   songs/s   GPU MB    PyTorch FP16: 1           max          MB" \
  "     cosine   relative"
for network; do
  if [ "$network" = life ]; then
    unit life life life
  else
    for precision in FP16 FP32; do
      unit "$network.$precision" "$network" "$runs" "$work/$network.peers" "$network" "$precision"
    done
  fi
  rm -rf "${work:?}/$network" # gigabytes
done
status=0
for network; do
  for kept in "$work/$network".result "$work/$network".*.result; do
    [ ! -e "$kept" ] || grep -E '^(PASS|FAIL|SKIP) ' "$kept" || true
    if [ -e "$kept" ] && grep -q '^FAIL' "$kept"; then status=1; fi
  done
done
for name in $late; do
  echo "SKIP  $name: out of time; the same command goes on with it"
done
[ -z "$late" ] || [ $status -eq 1 ] || exit 3
[ $status -eq 1 ] || echo "PASS  all"
exit $status
