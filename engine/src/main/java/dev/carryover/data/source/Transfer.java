package dev.carryover.data.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP download that gives up when nothing comes for a while. The HTTP client's own time-outs
 * end with the response's headers; this one watches the body too.
 */
final class Transfer {
  /** How often progress is told and a stall looked for. */
  private static final long POLL_MILLIS = 100;

  private final long limit;
  private final OutputStream body;
  private final AtomicLong received = new AtomicLong();
  private volatile @Nullable IOException unwritten;
  private volatile long total = -1;

  /** Hears how many bytes have come, and how many are to come, −1 if unknown. */
  interface Progress {
    void received(long bytes, long total);
  }

  private Transfer(long limit, OutputStream body) {
    this.limit = limit;
    this.body = body;
  }

  /** The bytes at an address, in memory; otherwise like {@link #copy}. */
  static byte[] get(HttpClient client, URI address, Duration stall, long limit, Progress progress)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    copy(client, address, stall, limit, body, progress);
    return body.toByteArray();
  }

  /**
   * Writes the bytes at an address to a stream, which stays open.
   *
   * @param stall how long to wait for the next byte
   * @param limit the most bytes to take
   * @throws IOException if the connection fails, the status is not 200, the body is cut off, stalls
   *     or exceeds the limit, or the stream takes no more; the message is one line
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  static void copy(
      HttpClient client,
      URI address,
      Duration stall,
      long limit,
      OutputStream body,
      Progress progress)
      throws IOException {
    new Transfer(limit, body).run(client, address, stall, progress);
  }

  private void run(HttpClient client, URI address, Duration stall, Progress progress)
      throws IOException {
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(HttpRequest.newBuilder(address).build(), this::accept);
    try {
      await(response, stall, progress);
      requireWithinLimit();
      int status = response.join().statusCode();
      if (status != 200) {
        throw new IOException("expected status 200, found " + status);
      }
    } finally {
      response.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<Void> accept(HttpResponse.ResponseInfo info) {
    total = info.headers().firstValueAsLong("content-length").orElse(-1);
    return BodySubscribers.ofByteArrayConsumer(chunk -> chunk.ifPresent(this::append));
  }

  /** What comes after the limit, or what a full disk no longer takes, is not kept. */
  private void append(byte[] chunk) {
    if (received.get() <= limit && unwritten == null) {
      try {
        body.write(chunk);
      } catch (IOException e) {
        unwritten = e;
      }
    }
    received.addAndGet(chunk.length);
  }

  private void requireWithinLimit() throws IOException {
    IOException failure = unwritten;
    if (failure != null) {
      throw failure;
    }
    if (received.get() > limit) {
      throw new IOException("expected at most %d bytes, found more".formatted(limit));
    }
  }

  private void await(CompletableFuture<?> response, Duration stall, Progress progress)
      throws IOException {
    long lastReceived = 0;
    long lastAdvance = System.nanoTime();
    while (!isDone(response)) {
      long now = System.nanoTime();
      if (received.get() > lastReceived) {
        lastReceived = received.get();
        lastAdvance = now;
      } else if (now - lastAdvance > stall.toNanos()) {
        throw new IOException(
            "nothing came for %.1f s, after %d bytes"
                .formatted(stall.toMillis() / 1e3, lastReceived));
      }
      requireWithinLimit();
      progress.received(received.get(), total);
    }
    progress.received(received.get(), total);
  }

  private static boolean isDone(CompletableFuture<?> response) throws IOException {
    try {
      response.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? e.toString() : reason(cause), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    CancellationException cancelled = new CancellationException("download interrupted");
    cancelled.initCause(cause);
    return cancelled;
  }

  /**
   * What went wrong in one line: its kind, and its message or, where it has none, what caused it.
   */
  private static String reason(Throwable thrown) {
    String kind = thrown.getClass().getSimpleName();
    if (thrown.getMessage() != null) {
      return kind + ": " + thrown.getMessage().lines().findFirst().orElse("");
    }
    return thrown.getCause() == null ? kind : kind + ", " + reason(thrown.getCause());
  }
}
