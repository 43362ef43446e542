#!/bin/sh
# Checks the GPU of this machine: builds and runs the networks of all stages at full size, with random weights, by
# TensorRT in FP32 and FP16; compares them with ONNX Runtime on the CPU and, where python3 has torch, with PyTorch's
# speed; watches memory over 1,000 runs. Prints a table, then PASS and FAIL lines.
# Exit status: 0 all passed, 1 something failed, 2 no GPU that can be used (SKIP lines say why).
#
#   deploy/gpu-check.sh [NETWORK...]      fma mert95 mert330 vit; default: all
#
# In a checkout it builds what it needs by Maven, or takes what is built. On a machine without Maven or network, copy a
# folder there that `deploy/gpu-check.sh --pack FOLDER` fills (270 MB; with a JDK here also a Java for this kind of
# processor), and run FOLDER/gpu-check.sh. Variables:
#   GPU_CHECK_JAVA     the java to use                        default: FOLDER/java, JAVA_HOME, java
#   GPU_CHECK_PATH     class path: program, tests, libraries  default: FOLDER/classes and FOLDER/lib, else Maven's
#   GPU_CHECK_TRT      folder of the bindings cuda12, cuda13  default: FOLDER/trt, else target/quarkus-app/trt
#   GPU_CHECK_WORK     where networks and engines are written (10 GB)   default: a temporary folder
#   GPU_CHECK_RUNS     runs under watch, ten times as many of the small network   default: 1000
#   LD_LIBRARY_PATH    where CUDA and TensorRT lie, if not where their packages put them   default where TensorRT is not
#                      installed: what pip put beside python3's torch and tensorrt
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
root=$(dirname "$here")
export LC_ALL=C.UTF-8 ORT_DISABLE_TELEMETRY=1

fail() {
  echo "FAIL  $1"
  exit "${2:-1}"
}

build() { # the classes, tests and benchmarks included, and the bindings
  if command -v mvn >/dev/null; then
    (cd "$root" && mvn -B -q -Dspotless.check.skip test-compile dependency:build-classpath \
      -Dmdep.outputFile=target/bench.classpath dependency:copy@trt12 dependency:copy@trt13 >&2) ||
      fail "the build failed, see above"
  else
    for part in test-classes/io/musicreclass/engine/tensorrt/GpuCheck.class bench.classpath quarkus-app/trt; do
      [ -e "$root/target/$part" ] ||
        fail "there is no Maven here and target/$part is not built: apt install maven, or use --pack elsewhere"
    done
  fi
}

# The first of these that starts: a packed one may be for another kind of processor.
find_java() {
  for java in "${GPU_CHECK_JAVA:-}" "$here/java/bin/java" "${JAVA_HOME:+$JAVA_HOME/bin/java}" \
    "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -n "$java" ] && version=$("$java" -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.specification\.version = //p') && [ "${version%%.*}" -ge 17 ] 2>/dev/null && return
  done
  fail "there is no Java 17 or newer: apt install openjdk-17-jre-headless, or set JAVA_HOME"
}

if [ "${1:-}" = --pack ]; then
  into=${2:?deploy/gpu-check.sh --pack FOLDER}
  build
  mkdir -p "$into/classes" "$into/lib"
  cp -r "$root/target/classes/." "$root/target/test-classes/." "$into/classes/"
  tr ':' '\n' <"$root/target/bench.classpath" | while read -r jar; do
    # what drives the browser tests stays here
    case $jar in *playwright*) ;; *) cp "$jar" "$into/lib/" ;; esac
  done
  cp -r "$root/target/quarkus-app/trt" "$into/"
  cp "$0" "$into/gpu-check.sh"
  if command -v jlink >/dev/null && [ ! -e "$into/java" ]; then
    jlink --add-modules java.se,jdk.unsupported,jdk.management --strip-java-debug-attributes --no-man-pages \
      --no-header-files --compress=2 --output "$into/java" || echo "jlink failed: the machine needs a Java of its own" >&2
  fi
  echo "Packed: copy $into to the machine and run gpu-check.sh in it"
  exit 0
fi

[ $# -gt 0 ] || set -- fma mert95 mert330 vit
# Checkpoint, ONNX files and engines of each network, in MB
need=100
for network; do
  case $network in
    fma) ;;
    mert95 | vit) need=$((need + 2000)) ;;
    mert330) need=$((need + 6000)) ;;
    *) fail "$network is none of fma, mert95, mert330, vit" ;;
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

room=$(($(df -Pk "$work" | awk 'NR == 2 { print $4 }') / 1024))
if [ "$room" -lt "$need" ]; then
  fail "$work has $room MB left and $need are needed: set GPU_CHECK_WORK to a folder with more room"
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
  python3 - "$@" >"$torch" <<'PYTHON' || echo "PyTorch's part failed; its column stays empty" >&2
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
        heard = F.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(batch, tokens, width)
        x = x + self.out(heard)
        return x + self.down(F.gelu(self.up(self.second(x))))


class Mert(nn.Module):
    def __init__(self, width, layers, heads, inner):
        super().__init__()
        shapes = [(1, 10, 5)] + [(512, k, 2) for k in (3, 3, 3, 3, 2, 2)]
        self.ears = nn.ModuleList(nn.Conv1d(c, 512, k, s, bias=False) for c, k, s in shapes)
        self.group = nn.GroupNorm(512, 512)
        self.norm, self.project = nn.LayerNorm(512), nn.Linear(512, width)
        self.place = nn.Conv1d(width, width, 128, padding=64, groups=16)
        self.layers = nn.Sequential(*(Layer(width, heads, inner) for _ in range(layers)))

    def forward(self, x):
        x = x[:, None]
        for i, ear in enumerate(self.ears):
            x = F.gelu(self.group(ear(x)) if i == 0 else ear(x))
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
            heard = torch.randn(batch, *shape).half().pin_memory()
            times = []
            with torch.inference_mode():
                for run in range(25):
                    start = time.perf_counter()
                    network(heard.cuda()).float().cpu()
                    times.append(1e3 * (time.perf_counter() - start))
            print(name, batch, "%.3f" % sorted(times[5:])[10], flush=True)
        except torch.cuda.OutOfMemoryError:
            break
    del network
    torch.cuda.empty_cache()
PYTHON
fi

# Little room for what is young, so that a process that grows is one that leaks.
status=0
"$java" -Xmx4g -Xmn32m -XX:+UseSerialGC -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
  -Dmusicreclass.trt="$trt" -cp "$path" io.musicreclass.engine.tensorrt.GpuCheck \
  "$work" "${GPU_CHECK_RUNS:-1000}" "$torch" "$@" || status=$?
[ "$status" -le 2 ] || fail "the check died with status $status"
exit "$status"
