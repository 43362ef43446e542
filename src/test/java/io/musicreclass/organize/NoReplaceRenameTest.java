package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.libc.LibC;
import io.musicreclass.organize.NoReplaceRename.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renaming on file systems that do not support some of the calls. */
class NoReplaceRenameTest {
  private static final int EACCES = 13;

  @TempDir Path dir;
  private Path from;
  private Path to;
  private final FailingCalls calls = new FailingCalls();
  private final NoReplaceRename noReplace = new NoReplaceRename(calls);

  /** The system's calls, some of which fail with a given error. */
  private static final class FailingCalls implements RenameCalls {
    int renameNoReplace;
    int link;
    int rename;
    int remove;
    Runnable afterReserving = () -> {};

    @Override
    public int renameNoReplace(Path from, Path to) {
      return renameNoReplace != 0 ? renameNoReplace : SYSTEM.renameNoReplace(from, to);
    }

    @Override
    public int link(Path from, Path to) {
      return link != 0 ? link : SYSTEM.link(from, to);
    }

    @Override
    public int createNew(Path file) {
      int made = SYSTEM.createNew(file);
      afterReserving.run();
      return made;
    }

    @Override
    public int rename(Path from, Path to) {
      return rename != 0 ? rename : SYSTEM.rename(from, to);
    }

    @Override
    public int remove(Path file) {
      return remove != 0 && file.endsWith("from") ? remove : SYSTEM.remove(file);
    }

    @Override
    public int syncFolder(Path folder) {
      return renameNoReplace;
    }
  }

  @BeforeEach
  void createFile() throws IOException {
    from = Files.writeString(dir.resolve("from"), "song");
    to = dir.resolve("to");
  }

  private void assertUnchanged() throws IOException {
    assertThat(from).hasContent("song");
    try (Stream<Path> names = Files.list(dir)) {
      assertThat(names).allMatch(name -> name.equals(from));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LibC.EPERM, LibC.EINVAL, LibC.EMLINK, LibC.ENOSYS, LibC.EOPNOTSUPP})
  void aFileIsRenamedWithoutHardLinks(int error) throws IOException {
    calls.renameNoReplace = error;
    calls.link = error;

    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.DONE);

    assertThat(to).hasContent("song");
    assertThat(from).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExistingFileIsNeverReplaced(boolean linksRefused) throws IOException {
    calls.renameNoReplace = LibC.EINVAL;
    calls.link = linksRefused ? LibC.EPERM : 0;
    Files.writeString(to, "another");

    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.TAKEN);

    assertThat(from).hasContent("song");
    assertThat(to).hasContent("another");
  }

  @Test
  void dataWrittenUnderTheReservedNameIsNotReplacedEither() throws IOException {
    calls.renameNoReplace = LibC.EINVAL;
    calls.link = LibC.EPERM;
    calls.afterReserving =
        () -> {
          try {
            Files.writeString(to, "another");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.TAKEN);

    assertThat(from).hasContent("song");
    assertThat(to).hasContent("another");
  }

  @Test
  void ifAllCallsFailNothingChangesAndTheFileSystemIsNamed() throws IOException {
    calls.renameNoReplace = LibC.EINVAL;
    calls.link = LibC.EPERM;
    calls.rename = EACCES;

    assertThatThrownBy(() -> noReplace.rename(from, to))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Permission denied, " + Files.getFileStore(dir).type() + " at /")
        .hasMessageContaining("check");
    assertUnchanged();
  }

  @Test
  void aFileWhoseOldNameCannotBeRemovedKeepsOnlyThatName() throws IOException {
    calls.renameNoReplace = LibC.EINVAL;
    calls.remove = EACCES;

    assertThatThrownBy(() -> noReplace.rename(from, to)).hasMessageContaining("Permission denied");
    assertUnchanged();
  }

  @Test
  void anotherFileSystemIsDetectedAtEveryStep() throws IOException {
    calls.renameNoReplace = LibC.EXDEV;
    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.OTHER_FILE_SYSTEM);
    calls.renameNoReplace = LibC.EINVAL;
    calls.link = LibC.EXDEV;
    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.OTHER_FILE_SYSTEM);
    calls.link = LibC.EPERM;
    calls.rename = LibC.EXDEV;
    assertThat(noReplace.rename(from, to)).isEqualTo(Outcome.OTHER_FILE_SYSTEM);
    assertUnchanged();
  }

  @Test
  void aFolderThatCannotBeSyncedIsNoFailure() throws IOException {
    calls.renameNoReplace = LibC.EINVAL; // as on SMB
    FileMover.sync(calls, dir);
    calls.renameNoReplace = 5;
    assertThatThrownBy(() -> FileMover.sync(calls, dir)).hasMessageContaining("Input/output error");
  }
}
