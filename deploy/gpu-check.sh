#!/bin/sh
# Checks this machine's GPU: builds and runs the networks of all stages at full size, with random weights, with
# TensorRT in FP32 and FP16; compares them with ONNX Runtime on the CPU and, if python3 has torch, with PyTorch's
# speed; monitors memory over 1,000 runs. Prints a table, then PASS and FAIL lines.
# Exit status: 0 all passed, 1 something failed, 2 no usable GPU (SKIP lines say why).
#
#   deploy/gpu-check.sh [NETWORK...]      fma mert95 mert330 vit; default: all
#
# In a checkout it builds what it needs with Maven, or uses an existing build. For a machine without Maven or network,
# run `deploy/gpu-check.sh --pack FOLDER` here (270 MB; if a JDK is installed, with a Java for this processor type), copy
# FOLDER there and run FOLDER/gpu-check.sh. Variables:
#   GPU_CHECK_JAVA     the Java program to use                default: FOLDER/java, JAVA_HOME, java
#   GPU_CHECK_PATH     class path: program, tests, libraries  default: FOLDER/classes and FOLDER/lib, otherwise Maven's
#   GPU_CHECK_TRT      folder of the bindings cuda12, cuda13  default: FOLDER/trt, otherwise target/quarkus-app/trt
#   GPU_CHECK_WORK     where to write networks and engines (10 GB)   default: a temporary folder
#   GPU_CHECK_RUNS     monitored runs, ten times as many for the small network   default: 1000
#   LD_LIBRARY_PATH    where CUDA and TensorRT are, if not where their packages install them   default if TensorRT is
#                      not installed: the libraries that pip installed with python3's torch and tensorrt
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
root=$(dirname "$here")
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

if [ "${1:-}" = --pack ]; then
  into=${2:?deploy/gpu-check.sh --pack FOLDER}
  build
  mkdir -p "$into/classes" "$into/lib"
  cp -r "$root/target/classes/." "$root/target/test-classes/." "$into/classes/"
  tr ':' '\n' <"$root/target/bench.classpath" | while read -r jar; do
    # not the browser test driver
    case $jar in *playwright*) ;; *) cp "$jar" "$into/lib/" ;; esac
  done
  cp -r "$root/target/quarkus-app/trt" "$into/"
  cp "$0" "$into/gpu-check.sh"
  if command -v jlink >/dev/null && [ ! -e "$into/java" ]; then
    jlink --add-modules java.se,jdk.unsupported,jdk.management --strip-java-debug-attributes --no-man-pages \
      --no-header-files --compress=2 --output "$into/java" || echo "jlink failed: install Java on the target machine" >&2
  fi
  echo "Packed. Copy $into to the target machine and run gpu-check.sh in it"
  exit 0
fi

[ $# -gt 0 ] || set -- fma mert95 mert330 vit
# Disk space for checkpoint, ONNX files and engines of each network, in MB
need=100
for network; do
  case $network in
    fma) ;;
    mert95 | vit) need=$((need + 2000)) ;;
    mert330) need=$((need + 6000)) ;;
    *) fail "unknown network $network: use fma, mert95, mert330 or vit" ;;
  esac
done

find_java
trt=$root/target/quarkus-app/trt
if [ -d "$here/classes" ]; then
  path=$here/classes:$here/lib/*
  trt=$here/trt
elif [ -z "${GPU_CHECK_PATH:-}" ]; then
  build
  path=$root/target/test-classes:$root/target/classes:$(cat "$root/target/bench.classpath")
fi
path=${GPU_CHECK_PATH:-$path}
trt=${GPU_CHECK_TRT:-$trt}

if [ -n "${GPU_CHECK_WORK:-}" ]; then
  work=$GPU_CHECK_WORK
  mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
fi

free=$(($(df -Pk "$work" | awk 'NR == 2 { print $4 }') / 1024))
if [ "$free" -lt "$need" ]; then
  fail "$work has $free MB left, but $need MB are needed: set GPU_CHECK_WORK to a folder with more space"
fi

if [ -z "${LD_LIBRARY_PATH:-}" ] && ! PATH=$PATH:/sbin ldconfig -p 2>/dev/null | grep -q 'libnvinfer\.so\.10'; then
  LD_LIBRARY_PATH=$(python3 -c 'import glob, sys
print(":".join(f for p in sys.path for d in ("nvidia/*/lib", "tensorrt_libs") for f in glob.glob(p + "/" + d)))' \
    2>/dev/null || true)
  export LD_LIBRARY_PATH
fi

# PyTorch, FP16, networks of the same sizes: lines "network batch milliseconds"
torch=$work/torch.times
: >"$torch"
if python3 -c 'import torch, sys; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
  python3 - "$@" >"$torch" <<'PYTHON' || echo "The PyTorch comparison failed; its column stays empty" >&2
import sys, time, torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.qkv(self.first(x)).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(batch, tokens, width)
        x = x + self.out(attended)
        return x + self.down(F.gelu(self.up(self.second(x))))


class Mert(nn.Module):
    def __init__(self, width, layers, heads, inner):
        super().__init__()
        shapes = [(1, 10, 5)] + [(512, k, 2) for k in (3, 3, 3, 3, 2, 2)]
        self.convs = nn.ModuleList(nn.Conv1d(c, 512, k, s, bias=False) for c, k, s in shapes)
        self.group = nn.GroupNorm(512, 512)
        self.norm, self.project = nn.LayerNorm(512), nn.Linear(512, width)
        self.place = nn.Conv1d(width, width, 128, padding=64, groups=16)
        self.layers = nn.Sequential(*(Layer(width, heads, inner) for _ in range(layers)))

    def forward(self, x):
        x = x[:, None]
        for i, conv in enumerate(self.convs):
            x = F.gelu(self.group(conv(x)) if i == 0 else conv(x))
        x = self.project(self.norm(x.transpose(1, 2)))
        x = x + F.gelu(self.place(x.transpose(1, 2))[..., :-1]).transpose(1, 2)
        return self.layers(x).mean(1)


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(1, 768, 16, 16)
        self.place = nn.Parameter(torch.zeros(1, 935, 768))
        self.layers = nn.Sequential(*(Layer(768, 12, 3072) for _ in range(12)))
        self.norm = nn.LayerNorm(768)

    def forward(self, x):
        x = self.patch(x[:, None]).flatten(2).transpose(1, 2)
        return self.norm(self.layers(x + self.place)).mean(1)


known = {
    "fma": (lambda: nn.Sequential(nn.Linear(518, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 16)), (518,)),
    "mert95": (lambda: Mert(768, 12, 12, 3072), (720000,)),
    "mert330": (lambda: Mert(1024, 24, 16, 4096), (720000,)),
    "vit": (Vit, (80, 2992)),
}
for name in sys.argv[1:]:
    make, shape = known[name]
    network = make().half().cuda().eval()
    for batch in (1, 2, 4, 8):
        try:
            batched = torch.randn(batch, *shape).half().pin_memory()
            times = []
            with torch.inference_mode():
                for run in range(25):
                    start = time.perf_counter()
                    network(batched.cuda()).float().cpu()
                    times.append(1e3 * (time.perf_counter() - start))
            print(name, batch, "%.3f" % sorted(times[5:])[10], flush=True)
        except torch.cuda.OutOfMemoryError:
            break
    del network
    torch.cuda.empty_cache()
PYTHON
fi

# A small young generation, so that a growing process means a leak.
status=0
"$java" -Xmx4g -Xmn32m -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
  -Dmusicreclass.trt="$trt" -cp "$path" io.musicreclass.engine.tensorrt.GpuCheck \
  "$work" "${GPU_CHECK_RUNS:-1000}" "$torch" "$@" || status=$?
[ "$status" -le 2 ] || fail "the check ended with status $status"
exit "$status"
