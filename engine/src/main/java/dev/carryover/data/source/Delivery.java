package dev.carryover.data.source;

import java.net.URI;
import java.util.List;

/** How a published data set's files come. */
public sealed interface Delivery {

  /**
   * Each file by itself.
   *
   * @param folders addresses ending in a slash, in the order to try them
   */
  record Files(List<URI> folders) implements Delivery {

    /** Copies the list. */
    public Files {
      folders = List.copyOf(folders);
    }
  }

  /**
   * In a zip archive, with those of other sets.
   *
   * @param addresses in the order to try them
   * @param md5 of the archive, 32 hexadecimal digits
   * @param sets what the names of the files begin with that are taken out of it, each followed by a
   *     dash
   */
  record Archive(List<URI> addresses, String md5, List<String> sets) implements Delivery {

    /** Copies the lists. */
    public Archive {
      addresses = List.copyOf(addresses);
      sets = List.copyOf(sets);
    }

    /** Whether a member of the archive, by its name without folders, is one of those. */
    boolean has(String member) {
      return member.endsWith(".gz") && sets.stream().anyMatch(set -> member.startsWith(set + "-"));
    }
  }
}
