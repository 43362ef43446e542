package io.musicreclass.engine.tensorrt.probe;

/** The shared libraries that TensorRT's bindings need, in load order. */
enum SharedLibrary {
  DRIVER("libcuda.so.1", "the NVIDIA driver (a PC: nvidia-driver; a Jetson: nvidia-l4t-cuda)"),
  RUNTIME("libcudart.so.%s", "cuda-cudart-%s-*"),
  COMPILER("libnvrtc.so.%s", "cuda-nvrtc-%s-*"),
  BLAS_LIGHT("libcublasLt.so.%s", "libcublas-%s-*"),
  BLAS("libcublas.so.%s", "libcublas-%s-*"),
  DNN_GRAPH("libcudnn_graph.so.9", "libcudnn9-cuda-%s"),
  DNN_OPS("libcudnn_ops.so.9", "libcudnn9-cuda-%s"),
  DNN_CNN("libcudnn_cnn.so.9", "libcudnn9-cuda-%s"),
  DNN_ADV("libcudnn_adv.so.9", "libcudnn9-cuda-%s"),
  TENSORRT("libnvinfer.so.10", "libnvinfer10"),
  PLUGINS("libnvinfer_plugin.so.10", "libnvinfer-plugin10"),
  PARSER("libnvonnxparser.so.10", "libnvonnxparsers10");

  private final String file;
  private final String debian;

  SharedLibrary(String file, String debian) {
    this.file = file;
    this.debian = debian;
  }

  /** Its file name, with the version for a binding set. */
  String file(BindingSet line) {
    return file.formatted(line.major());
  }

  /** The package that contains it. */
  String from(BindingSet line) {
    return debian.formatted(line.major());
  }
}
