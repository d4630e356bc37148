package io.watchbill.cli.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in a headless Chromium, asked by the DevTools protocol, which sees what the page looks like, its console, and
 * what it tries to load.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 60;

    /** Every text's contrast to what is behind it, by WCAG 2. */
    private static final String LEAST_CONTRAST = """
            (() => {
              const parts = text => text.match(/[\\d.]+/g).map(Number);
              const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const behind = e => { for (; e; e = e.parentElement) {
                const c = getComputedStyle(e).backgroundColor; const p = parts(c);
                if (p.length < 4 || p[3] > 0) return p; } return [255, 255, 255]; };
              let least = {ratio: 99, text: ''};
              for (const e of document.querySelectorAll('body *')) {
                const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!own || e.tagName === 'title') continue;
                const style = getComputedStyle(e);
                const front = parts(e.closest('svg') ? style.fill : style.color);
                const [a, b] = [light(front), light(behind(e))].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                if (ratio < least.ratio) least = {ratio, text: e.textContent};
              }
              return least;
            })()""";

    private final Process process;
    private final Conversation conversation = new Conversation();
    private WebSocket socket;
    private String session = "";

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, conversation)
                .join();
    }

    /** Opens a file. */
    static Browser open(Path page, Path profile, int width, int height) throws IOException {
        return open(page.toUri(), profile, width, height);
    }

    /** Opens a page; without a browser on the PATH the test is skipped, which is a failure under {@code CI=true}. */
    static Browser open(URI page, Path profile, int width, int height) throws IOException {
        Path executable = executable()
                .orElseGet(
                        () -> abort("no Chromium is on the PATH: ./test fetches one on Debian; elsewhere install it"));
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Browser browser = new Browser(process, address(process));
            browser.show(page, width, height);
            return browser;
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Optional<Path> executable() {
        return NAMES.stream()
                .flatMap(name -> List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static URI address(Process process) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                // What it says later must not fill the pipe.
                Thread drain = new Thread(() -> err.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return URI.create(matcher.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the browser ended before it listened:\n" + said);
    }

    private void show(URI page, int width, int height) {
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
        size(width, height);
        show(page.toString());
    }

    /** Goes to another page, and waits until it is loaded. */
    void show(String page) {
        CompletableFuture<JsonNode> loaded = conversation.await("Page.loadEventFired");
        call("Page.navigate", Map.of("url", page));
        get(loaded);
    }

    /** Changes the window's size. */
    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Shows the page as a system in {@code light} or {@code dark} colours does. */
    void colours(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Shows the page as a printer does. */
    void print() {
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** The value of an expression of JavaScript, asked from outside of the page. */
    JsonNode ask(String expression) {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /** The least contrast of any text to what is behind it, by WCAG 2: {@code ratio} and {@code text}. */
    JsonNode leastContrast() {
        return ask(LEAST_CONTRAST);
    }

    /** The page as it looks, as PNG. */
    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .get("data")
                        .asText());
    }

    /** What the console shows, and exceptions. */
    List<String> complaints() {
        return conversation.complaints;
    }

    /** The addresses of everything that was asked for, the page itself among them. */
    List<String> requests() {
        return conversation.requests;
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        ObjectNode message = JSON.createObjectNode().put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = conversation.expect(message);
        socket.sendText(message.toString(), true).join();
        JsonNode said = get(answer);
        if (said.has("error")) {
            throw new AssertionError(method + ": " + said.get("error"));
        }
        return said.get("result");
    }

    private static JsonNode get(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the browser was asked", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer from the browser within " + SECONDS + " s", e);
        }
    }

    /** Ends the browser and all of its processes, which write into its profile to the last. */
    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            all.forEach(child -> {
                child.destroyForcibly();
                child.onExit().join();
            });
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Answers by number, events by name. */
    private static final class Conversation implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<JsonNode>> events = new ConcurrentHashMap<>();
        private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private final StringBuilder text = new StringBuilder();
        private int number;

        CompletableFuture<JsonNode> expect(ObjectNode message) {
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            answers.put(++number, answer);
            message.put("id", number);
            return answer;
        }

        CompletableFuture<JsonNode> await(String event) {
            return events.computeIfAbsent(event, name -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    heard(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    complaints.add("no JSON: " + text);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void heard(JsonNode message) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.path("id").asInt(0));
            if (answer != null) {
                answer.complete(message);
                return;
            }
            String method = message.path("method").asText();
            switch (method) {
                case "Log.entryAdded" ->
                    complaints.add(message.at("/params/entry").toString());
                case "Runtime.exceptionThrown", "Runtime.consoleAPICalled" -> complaints.add(message.toString());
                case "Network.requestWillBeSent" ->
                    requests.add(message.at("/params/request/url").asText());
                default -> {
                    // Nothing that this test asks about.
                }
            }
            CompletableFuture<JsonNode> event = events.remove(method);
            if (event != null) {
                event.complete(message);
            }
        }
    }
}
