package dev.carryover.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words in which messages say why a file could not be read or written. */
public final class IoReason {
  private IoReason() {}

  /**
   * Says the reason in a few words without a class name, for example {@code permission denied}; the
   * operating system's own words where the JDK has them, for example {@code No space left on
   * device}.
   */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException ignored -> "no such file or folder";
      case AccessDeniedException ignored -> "permission denied";
      case FileAlreadyExistsException ignored -> "something of that name is there already";
      case NotDirectoryException ignored -> "not a folder";
      case DirectoryNotEmptyException ignored -> "a folder that is not empty";
      case FileSystemLoopException ignored -> "a circle of links";
      case FileSystemException system ->
          firstLine(system.getReason()).orElse("an error of the file system");
      case EOFException ignored -> "its end too early";
      case CharacterCodingException ignored -> "bytes that are no UTF-8 text";
      case ClosedChannelException ignored -> "closed while in use";
      default -> firstLine(e.getMessage()).orElse("an error of input or output");
    };
  }

  private static Optional<String> firstLine(@Nullable String words) {
    return Optional.ofNullable(words).flatMap(text -> text.lines().findFirst());
  }
}
