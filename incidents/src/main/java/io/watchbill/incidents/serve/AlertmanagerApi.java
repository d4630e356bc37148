package io.watchbill.incidents.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.ShownText;
import io.watchbill.incidents.record.Silence;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks Alertmanagers what they hold, by their API v2. */
final class AlertmanagerApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final List<URI> addresses;
    private final AlertmanagerAccess access;

    /**
     * @param addresses of the Alertmanagers of one cluster; a path before {@code /api/v2} is kept
     * @throws IOException naming the file, if the certificates to trust cannot be read
     */
    AlertmanagerApi(List<URI> addresses, AlertmanagerAccess access) throws IOException {
        this.addresses = List.copyOf(addresses);
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        access.tls().ifPresent(builder::sslContext);
        client = builder.build();
    }

    /**
     * What they hold together.
     *
     * @throws IOException if one of them does not say: then nothing can be known to be gone
     */
    HeldAlerts held() throws IOException {
        HeldAlerts all = new HeldAlerts(Map.of(), Map.of());
        for (URI address : addresses) {
            all = all.and(new HeldAlerts(alerts(get(address, "alerts")), silences(get(address, "silences"))));
        }
        return all;
    }

    private JsonNode get(URI address, String what) throws IOException {
        URI uri = URI.create(address.toString().replaceFirst("/+$", "") + "/api/v2/" + what);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                JsonNode root = bytes.length > MOST_BYTES ? JSON.nullNode() : JSON.readTree(bytes);
                if (response.statusCode() != 200 || !root.isArray()) {
                    throw new IOException(
                            uri + " answered " + response.statusCode() + ", expected 200 and a list of " + what);
                }
                return root;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + uri, e);
        }
    }

    static Map<String, HeldAlerts.Held> alerts(JsonNode list) {
        Map<String, HeldAlerts.Held> alerts = new TreeMap<>();
        for (JsonNode alert : list) {
            Optional<Instant> from = WebhookBody.instant(alert.path("startsAt"));
            if (from.isEmpty()) {
                continue;
            }
            JsonNode status = alert.path("status");
            List<String> silencedBy = names(status.path("silencedBy"));
            boolean quiet = !silencedBy.isEmpty()
                    || !status.path("inhibitedBy").isEmpty()
                    || !status.path("mutedBy").isEmpty()
                    || status.path("state").asText().equals("suppressed");
            Notice notice = new Notice(
                    alert.path("fingerprint").asText(),
                    WebhookBody.texts(alert.path("labels")),
                    WebhookBody.texts(alert.path("annotations")),
                    from.get(),
                    Optional.empty(),
                    true);
            alerts.put(notice.fingerprint(), new HeldAlerts.Held(notice, quiet, silencedBy));
        }
        return alerts;
    }

    private static Map<String, Silence> silences(JsonNode list) {
        Map<String, Silence> silences = new TreeMap<>();
        for (JsonNode silence : list) {
            Optional<Instant> from = WebhookBody.instant(silence.path("startsAt"));
            Optional<Instant> until = WebhookBody.instant(silence.path("endsAt"));
            if (from.isPresent() && until.isPresent()) {
                String id = silence.path("id").asText();
                silences.put(
                        id,
                        new Silence(
                                ShownText.of(id, ShownText.TITLE),
                                ShownText.of(silence.path("createdBy").asText(), ShownText.TITLE),
                                ShownText.of(silence.path("comment").asText(), ShownText.TEXT),
                                WebhookBody.instant(silence.path("updatedAt")).orElse(from.get()),
                                from.get(),
                                until.get()));
            }
        }
        return silences;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
