package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {
  @TempDir Path folder;

  private static String reason(ThrowingCallable failing) {
    return IoReason.of(catchThrowableOfType(IOException.class, failing));
  }

  @Test
  void aFullDiskIsSaidInTheSystemsWords() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (OutputStream out = Files.newOutputStream(full, StandardOpenOption.WRITE)) {
      assertThat(reason(() -> out.write(1))).isEqualTo("No space left on device");
    }
  }

  @Test
  void whatTheSystemRefusesIsSaidInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Files.write(folder.resolve("latin"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(reason(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("no such file or folder");
    assertThat(reason(() -> Files.readString(file.resolve("below")))).isEqualTo("Not a directory");
    assertThat(reason(() -> Files.createDirectory(file)))
        .isEqualTo("something of that name is there already");
    assertThat(reason(() -> Files.delete(folder))).isEqualTo("a folder that is not empty");
    assertThat(reason(() -> Files.readString(folder))).isEqualTo("Is a directory");
    assertThat(reason(() -> Files.readString(folder.resolve("latin"))))
        .isEqualTo("bytes that are no UTF-8 text");
  }

  @Test
  void noReasonNamesAClass() {
    assertThat(IoReason.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
    assertThat(IoReason.of(new NotDirectoryException("x"))).isEqualTo("not a folder");
    assertThat(IoReason.of(new FileSystemException("x"))).isEqualTo("an error of the file system");
    assertThat(IoReason.of(new IOException())).isEqualTo("an error of input or output");
    assertThat(IoReason.of(new MalformedInputException(1)))
        .isEqualTo("bytes that are no UTF-8 text");
    assertThat(IoReason.of(new IOException("first\nsecond"))).isEqualTo("first");
  }
}
