// Stands in for the NVIDIA driver, CUDA's run-time library, TensorRT and its ONNX parser where there is no GPU. Its
// classes have their virtual functions in the order of TensorRT 10.3, so that a call of the bindings reaches its like
// here only if it would there; any other call ends the process. It knows one network, the softmax(x W) of
// GoldenNetwork, computes on the CPU, and says at the end what was not freed. STANDIN=abort, segv, nobuilder: it fails.
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>

static const int INPUTS = 4, OUTPUTS = 3, OUT_OF_MEMORY = 2;
static const float WEIGHTS[] = {0.5f, -0.25f, 1, -1, 0.75f, 0.125f, 2, 0, -0.5f, 0.25f, 1.5f, -0.375f};
static const long MEMORY = 8L << 30;
static const char MAGIC[] = "STAND-IN";
static const int STRONGLY_TYPED = 1 << 1, TF32 = 6;

static std::atomic<int> objects, streams;
static std::atomic<long> bytes;
static struct AtTheEnd {
  ~AtTheEnd() { fprintf(stderr, "not freed: %d objects, %d streams, %ld bytes\n", +objects, +streams, +bytes); }
} atTheEnd;

static bool wants(const char* failure) {
  const char* wanted = getenv("STANDIN");
  return wanted && !strcmp(wanted, failure);
}

[[noreturn]] static void unexpected(const char* call) {
  fprintf(stderr, "unexpected: %s\n", call);
  abort();
}
static void must(bool holds, const char* what) {
  if (!holds) unexpected(what);
}

// 1, 5 or 10 functions that are never called
#define U1(f) virtual void f() { unexpected(__PRETTY_FUNCTION__); }
#define U5(f) U1(f##1) U1(f##2) U1(f##3) U1(f##4) U1(f##5)
#define U10(f) U5(f##a) U5(f##b)

struct Dims { int32_t count; int64_t sizes[8]; };
struct Logger { virtual void log(int32_t severity, const char* text) noexcept = 0; };

// What a program holds has only a destructor; behind its table lies a pointer to the part that works.
// It counts as freed when its memory is: the destructor alone, which C++ has as a function of its own, is not enough.
struct Object {
  Object() { objects++; }
  virtual ~Object() = default;
  static void operator delete(void* memory) {
    objects--;
    free(memory);
  }
  static void* operator new(size_t size) { return malloc(size); }
};
struct Part { virtual ~Part() = default; };
template <class P> struct Shell : Object {
  P* part;
  explicit Shell(P* made) : part(made) {}
  ~Shell() override { delete part; }
};
template <class P> static Object* held(P* part) { return new Shell<P>(part); }
template <class P> static P& in(const Object* object) { return *static_cast<const Shell<P>*>(object)->part; }

struct Memory : Part {
  std::string text;
  explicit Memory(std::string content) : text(std::move(content)) {}
  virtual void* data() { return &text[0]; }
  virtual size_t size() { return text.size(); }
};

struct Tensor : Part { U1(setName) virtual const char* getName() { return "x"; } };

struct Network : Part {
  Object* input = held(new Tensor);
  ~Network() override { delete input; }
  U10(a) U1(b) U1(c)
  virtual int32_t getNbInputs() { return 1; }
  virtual Object* getInput(int32_t) { return input; }
  virtual int32_t getNbOutputs() { return 1; }
};

struct Profile : Part {
  int64_t rows[3] = {};
  virtual bool setDimensions(const char* name, int32_t which, const Dims& dims) {
    must(!strcmp(name, "x") && which >= 0 && which < 3 && dims.count == 2, "dimensions");
    rows[which] = dims.sizes[0];
    return dims.sizes[1] == INPUTS;
  }
  U5(a) U1(b)
  virtual bool isValid() { return 1 <= rows[0] && rows[0] <= rows[1] && rows[1] <= rows[2]; }
};

struct Cache : Part { virtual Object* serialize() { return held(new Memory(MAGIC)); } };

struct Config : Part {
  const Profile* profile = nullptr;
  size_t workspace = 0;
  bool cached = false, exact = false;
  U5(a) U1(b) U1(c) U1(d)
  virtual void clearFlag(int32_t flag) { exact |= flag == TF32; }
  U10(e) U1(f) U1(g) U1(h) U1(i)
  virtual int32_t addOptimizationProfile(const Object* added) {
    profile = &in<Profile>(added);
    return 0;
  }
  U10(j) U1(k) U1(l) U1(m) U1(n)
  virtual Object* createTimingCache(const void* blob, size_t size) {
    must((blob == nullptr) == (size == 0), "timing cache");
    return size && memcmp(blob, MAGIC, size) ? nullptr : held(new Cache);
  }
  virtual bool setTimingCache(const Object&, bool ignoreMismatch) { return cached = !ignoreMismatch; }
  U1(o)
  virtual void setMemoryPoolLimit(int32_t, size_t size) { workspace = size; }
};

struct Builder : Part {
  Logger& logger;
  Object* profile = nullptr;
  explicit Builder(Logger* told) : logger(*told) {}
  ~Builder() override { delete profile; } // the builder's own, as TensorRT has it
  U5(a)
  virtual Object* createBuilderConfig() { return held(new Config); }
  virtual Object* createNetworkV2(uint32_t flags) {
    must(flags == STRONGLY_TYPED, "flags of a network");
    return held(new Network);
  }
  virtual Object* createOptimizationProfile() { return profile = held(new Profile); }
  U1(b) U1(c) U1(d) U1(e)
  virtual Object* buildSerializedNetwork(Object& network, Object& config) {
    Config& wanted = in<Config>(&config);
    must(in<Network>(&network).getNbInputs() == 1 && wanted.profile && wanted.cached, "build");
    must(wanted.exact && wanted.workspace > 0 && wanted.workspace <= size_t(MEMORY), "settings of a build");
    logger.log(3, "Engine generation completed in 0.1 seconds.");
    return held(new Memory(MAGIC + std::to_string(wanted.profile->rows[2])));
  }
};

struct Context : Part {
  int64_t most, rows = -1;
  const float* x = nullptr;
  float* y = nullptr;
  explicit Context(int64_t limit) : most(limit) {}
  U10(a) U5(b) U1(c) U1(d) U1(e) U1(f)
  virtual bool setInputShape(const char* name, const Dims& dims) {
    rows = dims.sizes[0];
    return !strcmp(name, "x") && dims.count == 2 && dims.sizes[1] == INPUTS && rows >= 1 && rows <= most;
  }
  virtual Dims getTensorShape(const char* name) { return {2, {rows, *name == 'x' ? INPUTS : OUTPUTS}}; }
  U1(g)
  virtual bool setTensorAddress(const char* name, void* data) {
    if (*name == 'x') x = static_cast<float*>(data);
    else y = static_cast<float*>(data);
    return true;
  }
  U10(h) U1(i) U1(j)
  virtual bool enqueueV3(void* stream) {
    must(stream && x && y && rows > 0, "run");
    for (int64_t row = 0; row < rows; row++) {
      double sum = 0, e[OUTPUTS];
      for (int out = 0; out < OUTPUTS; out++) {
        double logit = 0;
        for (int at = 0; at < INPUTS; at++) logit += x[row * INPUTS + at] * WEIGHTS[at * OUTPUTS + out];
        sum += e[out] = exp(logit);
      }
      for (int out = 0; out < OUTPUTS; out++) y[row * OUTPUTS + out] = float(e[out] / sum);
    }
    return true;
  }
};

struct Engine : Part {
  int64_t most;
  explicit Engine(int64_t rows) : most(rows) {}
  U1(a) U1(b) U1(c)
  virtual Object* createExecutionContext(int32_t) { return held(new Context(most)); }
  U10(d) U1(e) U1(f) U1(g)
  virtual Dims getTensorShape(const char* name) { return {2, {-1, *name == 'x' ? INPUTS : OUTPUTS}}; }
  virtual int32_t getTensorDataType(const char*) { return 0; }
  U1(h) U1(i)
  virtual int32_t getTensorIOMode(const char* name) { return *name == 'x' ? 1 : 2; }
  U5(j)
  virtual Dims getProfileShape(const char* name, int32_t index, int32_t which) {
    must(*name == 'x' && index == 0, "profile");
    return {2, {which == 0 ? 1 : most, INPUTS}};
  }
  virtual int32_t getNbIOTensors() { return 2; }
  virtual const char* getIOTensorName(int32_t index) { return index ? "y" : "x"; }
  U10(k) U10(l)
  virtual int64_t getDeviceMemorySizeV2() { return 1 << 20; }
};

struct Runtime : Part {
  Logger& logger;
  explicit Runtime(Logger* told) : logger(*told) {}
  U1(a)
  virtual Object* deserializeCudaEngine(const void* blob, size_t size) {
    std::string text(static_cast<const char*>(blob), size);
    if (text.compare(0, strlen(MAGIC), MAGIC) == 0) return held(new Engine(std::stol(text.substr(strlen(MAGIC)))));
    logger.log(1, "this is no engine");
    return nullptr;
  }
};

struct ParserError {
  U1(code)
  virtual const char* desc() { return "not the golden network"; }
};

struct Parser {
  ParserError error;
  Parser() { objects++; }
  static void operator delete(void* memory) {
    objects--;
    free(memory);
  }
  static void* operator new(size_t size) { return malloc(size); }
  U1(parse)
  virtual bool parseFromFile(const char* file, int) { return strstr(file, "golden"); }
  U1(supportsModel) U1(parseWithWeightDescriptors) U1(supportsOperator)
  virtual int getNbErrors() { return 1; }
  virtual const ParserError* getError(int) { return &error; }
  U1(clearErrors)
  virtual ~Parser() = default;
  U5(later)
};

static std::map<void*, size_t> taken;
static std::mutex takenLock;

static int take(void** to, size_t size) {
  if (bytes + long(size) > MEMORY) return OUT_OF_MEMORY;
  std::lock_guard<std::mutex> lock(takenLock);
  bytes += long(taken[*to = malloc(size)] = size);
  return 0;
}

static int give(void* from) {
  std::lock_guard<std::mutex> lock(takenLock);
  must(taken.count(from), "freeing");
  bytes -= long(taken[from]);
  taken.erase(from);
  free(from);
  return 0;
}

extern "C" {
int cuDeviceGetName(char* name, int size, int) { return snprintf(name, size, "Stand-in") < 0; }
int cudaGetDeviceCount(int* count) { return *count = 1, 0; }
const char* cudaGetErrorString(int) { return "out of memory"; }
int cudaRuntimeGetVersion(int* version) { return *version = 12060, 0; }
int cudaDriverGetVersion(int* version) { return *version = 12080, 0; }
int cudaDeviceGetAttribute(int* value, int which, int) { return *value = which == 75 ? 8 : which == 76 ? 7 : 0, 0; }
int cudaMemGetInfo(size_t* free, size_t* all) { return *free = size_t(MEMORY - bytes), *all = size_t(MEMORY), 0; }
int cudaMalloc(void** to, size_t size) { return take(to, size); }
int cudaFree(void* from) { return give(from); }
int cudaHostAlloc(void** to, size_t size, unsigned) { return take(to, size); }
int cudaFreeHost(void* from) { return give(from); }
int cudaStreamCreateWithFlags(void** stream, unsigned) { return streams++, *stream = malloc(1), 0; }
int cudaStreamDestroy(void* stream) { return streams--, free(stream), 0; }
int cudaStreamSynchronize(void*) { return 0; }
int cudaMemcpyAsync(void* to, const void* from, size_t size, int, void* stream) {
  must(stream != nullptr, "copy");
  return memcpy(to, from, size), 0;
}

int getInferLibVersion() { return 100300; }
int getNvOnnxParserVersion() { return 100300; }
void* createInferRuntime_INTERNAL(void* logger, int) { return held(new Runtime(static_cast<Logger*>(logger))); }
void* createInferBuilder_INTERNAL(void* logger, int) {
  if (wants("abort")) abort();
  if (wants("segv")) raise(SIGSEGV);
  return wants("nobuilder") ? nullptr : held(new Builder(static_cast<Logger*>(logger)));
}
void* createNvOnnxParser_INTERNAL(void*, void*, int) { return new Parser; }
}
