package dev.carryover.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder on shared storage through which jobs hand over what they have come to:
 *
 * <pre>
 *   KEY.published        written last and whole: which attempt's files are the job's, and their names
 *   KEY/ATTEMPT/...      an attempt's files; without the former nobody looks at them
 * </pre>
 *
 * So a job is there whole or not at all on any file system, also where several attempts at it end.
 */
final class Exchange {
  private static final String PUBLISHED = ".published";

  private final FileSystem files;
  private final Path root;

  /**
   * @param root the folder, as a path or URI that Hadoop reads; made when it is needed
   */
  Exchange(String root, Configuration configuration) throws IOException {
    Path path = new Path(root);
    FileSystem found = path.getFileSystem(configuration);
    // Of a local folder the files themselves: renaming one beside its checksum is not atomic.
    this.files = found instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : found;
    this.root = files.makeQualified(path);
  }

  /**
   * Hands over a job's files. If another attempt at it was first, its files stay.
   *
   * @param attempt a name that no other attempt has
   * @param folder where they are
   * @param names theirs, relative to the folder
   */
  void publish(String key, String attempt, java.nio.file.Path folder, List<String> names)
      throws IOException {
    for (String name : names) {
      try (OutputStream out = files.create(file(key, attempt, name), true)) {
        Files.copy(folder.resolve(name), out);
      }
    }
    byte[] index = (attempt + "\n" + String.join("\n", names)).getBytes(StandardCharsets.UTF_8);
    Path marker = marker(key);
    if (files.hasPathCapability(marker, CommonPathCapabilities.ABORTABLE_STREAM)) {
      write(marker, index); // an object store: nothing is to be seen of it before it is whole
    } else {
      Path beside = new Path(root, "." + key + "-" + attempt + ".part");
      write(beside, index);
      if (!files.rename(beside, marker)) {
        files.delete(beside, false);
        if (!files.exists(marker)) {
          throw new IOException("%s: cannot be renamed to %s".formatted(beside, marker));
        }
      }
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }

  private Path marker(String key) {
    return new Path(root, key + PUBLISHED);
  }

  private Path file(String key, String attempt, String name) {
    return new Path(root, key + "/" + attempt + "/" + name);
  }

  /** The keys of all jobs that are there. */
  Set<String> keys() throws IOException {
    Set<String> keys = new HashSet<>();
    if (files.exists(root)) {
      for (FileStatus status : files.listStatus(root)) {
        String name = status.getPath().getName();
        if (name.endsWith(PUBLISHED)) {
          keys.add(name.substring(0, name.length() - PUBLISHED.length()));
        }
      }
    }
    return keys;
  }

  /** Whether a job is there. */
  boolean has(String key) throws IOException {
    return files.exists(marker(key));
  }

  /** A job that is there. */
  Published published(String key) throws IOException {
    try (InputStream in = files.open(marker(key))) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return new Published(key, lines.getFirst(), lines.subList(1, lines.size()));
    }
  }

  /** A job's files. */
  final class Published {
    private final String key;
    private final String attempt;
    private final List<String> names;

    private Published(String key, String attempt, List<String> names) {
      this.key = key;
      this.attempt = attempt;
      this.names = names;
    }

    /** Their names, relative to the run's folder. */
    List<String> names() {
      return names;
    }

    /** A file's content, for the caller to close. */
    InputStream open(String name) throws IOException {
      return files.open(file(key, attempt, name));
    }

    /** Copies all of them. */
    void copyTo(java.nio.file.Path folder) throws IOException {
      for (String name : names) {
        java.nio.file.Path copy = folder.resolve(name);
        Files.createDirectories(copy.getParent());
        try (InputStream in = open(name)) {
          Files.copy(in, copy);
        }
      }
    }
  }

  /** Removes a job, the marker first. */
  void remove(String key) throws IOException {
    files.delete(marker(key), false);
    files.delete(new Path(root, key), true);
  }

  /** Removes all that is there. */
  void removeAll() throws IOException {
    files.delete(root, true);
  }

  /** The folder's whole name. */
  @Override
  public String toString() {
    return root.toString();
  }
}
