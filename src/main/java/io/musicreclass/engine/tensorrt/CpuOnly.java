package io.musicreclass.engine.tensorrt;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.musicreclass.config.EngineConfig.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Networks that TensorRT has no operators for: boosted trees, which use those of classical machine
 * learning. They run on the CPU, which is no problem to report: they are fast there.
 */
final class CpuOnly {
  private static final Logger LOG = Logger.getLogger(CpuOnly.class);
  private static final String ML_DOMAIN = "ai.onnx.ml";

  /** Hashes of those that were logged, however often they are loaded. */
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /** Why a network cannot be compiled; empty if it can. */
  Optional<String> reason(BuildRequest request) throws IOException {
    Optional<Path> file = request.part().file(request.model(), Precision.FP32);
    if (file.isEmpty() || !usesMl(file.get())) {
      return Optional.empty();
    }
    if (logged.add(request.part().hash(request.model()))) {
      LOG.infof("Running on the CPU: network=%s reason=trees are not for TensorRT", request);
    }
    return Optional.of(request + " runs on the CPU: it has trees, which TensorRT has not");
  }

  /** Reads which sets of operators a network uses; skips the network itself. */
  private static boolean usesMl(Path onnx) throws IOException {
    try (InputStream in = Files.newInputStream(onnx)) {
      CodedInputStream fields = CodedInputStream.newInstance(in);
      fields.setSizeLimit(Integer.MAX_VALUE);
      for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == ModelProto.OPSET_IMPORT_FIELD_NUMBER
            && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
          if (OperatorSetIdProto.parseFrom(fields.readBytes()).getDomain().equals(ML_DOMAIN)) {
            return true;
          }
        } else if (!fields.skipField(tag)) {
          return false;
        }
      }
      return false;
    } catch (InvalidProtocolBufferException e) {
      return false; // no ONNX file, which whoever loads it reports
    }
  }
}
