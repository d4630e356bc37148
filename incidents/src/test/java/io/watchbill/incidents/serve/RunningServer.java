package io.watchbill.incidents.serve;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An incident server of this process, on a free port. */
final class RunningServer implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final IncidentsServer server;
    private final Path folder;

    private RunningServer(IncidentsServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static ServerSettings settings(Path folder, List<URI> alertmanagers) {
        return new ServerSettings(
                folder,
                IncidentPage.SHIPPED,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                WebSettings.DEFAULT,
                alertmanagers,
                AlertmanagerAccess.OPEN,
                Duration.ofMinutes(30),
                Duration.ofSeconds(1),
                Duration.ofMillis(200));
    }

    static RunningServer start(ServerSettings settings, InstantSource clock) throws IOException {
        return new RunningServer(IncidentsServer.start(settings, Alerts.systems(), clock), settings.folder());
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    /** A webhook of these alerts. */
    static String body(Notice... notices) {
        return Arrays.stream(notices)
                .map(notice -> WebhookBody.json(notice).toString())
                .collect(Collectors.joining(",", "{\"version\":\"4\",\"alerts\":[", "]}"));
    }

    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(IncidentsServer.PATH))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    String page() throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address("/metrics")).build(), BodyHandlers.ofString())
                .body();
    }

    List<Incident> incidents() throws IOException {
        return IncidentFolder.open(folder, IncidentPage.SHIPPED).read().incidents().stream()
                .map(IncidentFolder.Stored::incident)
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
