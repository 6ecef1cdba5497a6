package dev.carryover.data.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carryover.data.Sha256;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.TinyIdx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A mirror on this machine that gives {@link TinyIdx}'s files in one good way or several bad. */
final class Mirror implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Mirror(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            asked.add(name);
            answer.give(exchange, name, closing);
          }
        });
    server.setExecutor(executor);
    server.start();
  }

  private interface Answer {
    void give(HttpExchange exchange, String name, CountDownLatch closing) throws IOException;
  }

  /** The data set of {@link TinyIdx}'s four files, to be had from the given mirrors. */
  public static KnownDataSet known(URI... mirrors) {
    Map<IdxFile, KnownDataSet.PublishedFile> files = new EnumMap<>(IdxFile.class);
    for (IdxFile file : IdxFile.values()) {
      byte[] content = TinyIdx.content(file);
      files.put(
          file,
          new KnownDataSet.PublishedFile(
              file.fileName() + ".gz", new Checksum.OfContent(content.length, Sha256.of(content))));
    }
    return new KnownDataSet(
        "mnist",
        "mnist",
        "",
        files,
        new Delivery.Files(List.of(mirrors)),
        false,
        new KnownDataSet.Terms("nobody", "none"));
  }

  /** Gives some files whole, by their names. */
  static Mirror of(Map<String, byte[]> files) {
    return new Mirror((exchange, name, closing) -> {
      byte[] body = files.get(name);
      send(exchange, body == null ? 404 : 200, body == null ? new byte[0] : body);
    });
  }

  /** Gives every file whole. */
  static Mirror good() {
    return giving(packed -> packed);
  }

  /** Gives every file changed in some way, as if that were right. */
  static Mirror giving(UnaryOperator<byte[]> change) {
    return new Mirror((exchange, name, closing) -> send(exchange, 200, change.apply(packed(name))));
  }

  /** Has nothing. */
  static Mirror notFound() {
    return new Mirror((exchange, name, closing) -> send(exchange, 404, new byte[] {'n', 'o'}));
  }

  /** Sends everyone to another mirror. */
  static Mirror redirecting(Mirror other) {
    return new Mirror((exchange, name, closing) -> {
      exchange.getResponseHeaders().add("Location", other.address().resolve(name).toString());
      exchange.sendResponseHeaders(302, -1);
    });
  }

  /** Promises a whole file, sends half of it and hangs up. */
  static Mirror cutOff() {
    return new Mirror((exchange, name, closing) -> sendHalf(exchange, name));
  }

  /** Promises a whole file, sends half of it and then nothing for as long as it runs. */
  static Mirror stalling() {
    return new Mirror((exchange, name, closing) -> {
      sendHalf(exchange, name);
      awaitUninterruptibly(closing);
    });
  }

  /** Where it answers, ending in a slash. */
  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/mnist/");
  }

  /** The names of the files asked for so far. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private static byte[] packed(String name) {
    for (IdxFile file : IdxFile.values()) {
      if (name.equals(file.fileName() + ".gz")) {
        return TinyIdx.gzip(TinyIdx.content(file));
      }
    }
    throw new IllegalArgumentException("asked for " + name);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sendHalf(HttpExchange exchange, String name) throws IOException {
    byte[] body = packed(name);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(Arrays.copyOf(body, body.length / 2));
    exchange.getResponseBody().flush();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
