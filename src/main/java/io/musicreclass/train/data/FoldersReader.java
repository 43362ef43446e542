package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.decode.Decoder;
import io.musicreclass.inbox.FileStatus;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData.Part;
import io.musicreclass.train.data.LabelledData.Request;
import io.musicreclass.train.data.LabelledData.Row;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One's own folders: each subfolder is a genre; the artists are those of the files' tags. */
final class FoldersReader implements DataSetReader {
  @Override
  public String name() {
    return "folders";
  }

  @Override
  public String description() {
    return "your own folder with one subfolder of songs per genre; artists by the files' tags";
  }

  @Override
  public String remedy() {
    return "Give a folder with one subfolder of songs per genre";
  }

  @Override
  public void read(Request request, RowCollector out) throws ConvertException, IOException {
    Path root = request.folder().toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw ConvertException.of(root, "is no folder", remedy());
    }
    for (Path song : songs(root, out)) {
      Path inside = root.relativize(song);
      String name = inside.toString();
      if (inside.getNameCount() < 2) {
        out.leaveOut("songs in no genre's folder", name);
        continue;
      }
      String artist = Decoder.tags(song).artists().stream().findFirst().orElse("");
      out.add(
          Row.ofAudio(name, inside.getName(0).toString(), TagColumns.key(artist), Part.NONE, song));
    }
  }

  /** The files that an inbox would not ignore, sorted; links are not followed. */
  private static List<Path> songs(Path root, RowCollector out) throws IOException {
    List<Path> songs = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && !(Inbox.status(root, file) instanceof FileStatus.Ignored)) {
              songs.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            out.leaveOut("files that cannot be read", SongFile.text(file));
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(songs);
    return songs;
  }
}
