package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Million Song Dataset (Bertin-Mahieux et al. 2011) by its files, one HDF5 file per track. */
final class MsdReader implements DataSetReader {
  @Override
  public String name() {
    return "msd";
  }

  @Override
  public String description() {
    return "Million Song Dataset: HDF5 files A/B/C/TRABC....h5 and msd_tagtraum_cd1.cls (there, or"
        + " --annotations FILE); table only: no stage can compute these columns from a file";
  }

  @Override
  public String remedy() {
    return "Give the folder that has A, B and so on, such as MillionSongSubset";
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Path folder = request.folder();
    out.tableOnly(MsdTrack.COLUMNS);
    for (Map.Entry<String, String> label : MsdLabels.read(request, out).entrySet()) {
      String id = label.getKey();
      Optional<Path> file = MsdLabels.file(folder, id);
      if (file.isEmpty()) {
        out.leaveOut("missing files", id + ".h5");
        continue;
      }
      MsdTrack track = MsdTrack.read(file.get());
      Optional<String> missing = missing(track.columns());
      if (missing.isPresent()) {
        out.leaveOut("tracks with values missing", id + " (" + missing.get() + ")");
      } else {
        out.add(
            new Row(
                id,
                label.getValue(),
                track.artistId(),
                Part.NONE,
                Optional.empty(),
                floats(track.columns())));
      }
    }
  }

  private static Optional<String> missing(List<Double> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (!Double.isFinite(columns.get(i))) {
        return Optional.of(MsdTrack.COLUMNS.get(i));
      }
    }
    return Optional.empty();
  }

  private static float[] floats(List<Double> columns) {
    float[] floats = new float[columns.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = columns.get(i).floatValue();
    }
    return floats;
  }
}
