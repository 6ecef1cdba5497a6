package dev.carryover.data.source;

/** Hears what happens while data is looked for; called on the thread that asked for the data. */
public interface DataListener {

  /** Something that a person should read: a damaged file, a mirror that failed. One line. */
  void note(String line);

  /**
   * How far a download has come; called several times a second, and once at its end.
   *
   * @param file the file's name
   * @param received the bytes that have come
   * @param total the bytes that are to come in all, −1 if the mirror does not say
   */
  void received(String file, long received, long total);
}
