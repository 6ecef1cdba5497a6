package dev.carryover.experiments.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium with one page, driven through the Chrome DevTools Protocol: it says what the
 * page wrote on its console, what it asked for over the network, and how wide it came out.
 */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<JsonNode> events = new ConcurrentLinkedQueue<>();

  /**
   * What became of a page.
   *
   * @param console messages and uncaught errors
   * @param requests addresses, the page's own among them
   * @param overflow by how many pixels it is wider than the window
   * @param scrolling how the tables begin that are wider than the box that they scroll in
   */
  record Visit(List<String> console, List<String> requests, int overflow, List<String> scrolling) {}

  /** Where it is installed, if it is. */
  static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile a folder of its own, which is made
   */
  Chromium(Path binary, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(page(port(profile.resolve("DevToolsActivePort"))), new Listener())
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  private String port(Path file) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(file) || Files.readString(file).lines().count() < 2) {
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        throw new IOException("chromium opened no port for its developer tools");
      }
      Thread.sleep(50);
    }
    return Files.readAllLines(file).getFirst();
  }

  private URI page(String port) throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : JSON.readTree(client.send(list, BodyHandlers.ofString()).body())) {
      if (target.path("type").asString("").equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").stringValue());
      }
    }
    throw new IOException("chromium has no page");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        JsonNode json = JSON.readTree(message.toString());
        message.setLength(0);
        CompletableFuture<JsonNode> answer = answers.remove(json.path("id").asInt(-1));
        if (answer == null) {
          events.add(json);
        } else {
          answer.complete(json);
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  private JsonNode send(String method, Map<String, Object> parameters) throws Exception {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    JsonNode json = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (json.has("error")) {
      throw new IOException(method + ": " + json.path("error"));
    }
    return json.path("result");
  }

  /** Opens a file in a window of the given width. */
  Visit visit(Path file, int width) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", false));
    events.clear();
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    awaitLoad();
    int overflow = evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt();
    if (evaluate("window.innerWidth").asInt() != width) {
      throw new IOException("the window is not " + width + " pixels wide");
    }
    String scrolling =
        evaluate(
                "[...document.querySelectorAll('.table')].filter(t => t.scrollWidth > t.clientWidth + 1)"
                    + ".map(t => t.innerText.trim().slice(0, 60)).join('\\n')")
            .asString("");
    List<String> console = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode parameters = event.path("params");
      switch (event.path("method").asString("")) {
        case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
            console.add(parameters.toString());
        case "Network.requestWillBeSent" ->
            requests.add(parameters.path("request").path("url").stringValue());
        default -> {}
      }
    }
    return new Visit(console, requests, overflow, scrolling.lines().toList());
  }

  private void awaitLoad() throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (events.stream()
        .noneMatch(event -> event.path("method").asString("").equals("Page.loadEventFired"))) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("the page did not load");
      }
      Thread.sleep(20);
    }
  }

  private JsonNode evaluate(String expression) throws Exception {
    return send("Runtime.evaluate", Map.of("expression", expression)).path("result").path("value");
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
