package io.watchbill.exporter;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.web.Access;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/observations}. Bodies are read without holding a thread; every answer is JSON. */
final class ObservationsHandler extends Handler.Abstract {
    static final String PATH = "/v1/observations";

    private static final String TYPES =
            "send application/x-ndjson (one JSON object a line) or application/json (an array)";

    private final Intake intake;
    private final DeliveryKeys keys;
    private final DistributionDataPoint duration;
    private final InFlight inFlight;
    private final int maximumBody;

    ObservationsHandler(
            Intake intake, DeliveryKeys keys, DistributionDataPoint duration, InFlight inFlight, int maximumBody) {
        this.intake = intake;
        this.keys = keys;
        this.duration = duration;
        this.inFlight = inFlight;
        this.maximumBody = maximumBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            String path = Request.getPathInContext(request);
            if (!path.equals(PATH)) {
                throw new RefusedException(404, "nothing here; events go to POST " + PATH);
            }
            if (!request.getMethod().equals("POST")) {
                response.getHeaders().put(HttpHeader.ALLOW, "POST");
                throw new RefusedException(405, "events are sent with POST");
            }
            Decoder.Format format = format(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
            boolean gzip = gzip(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
            new BodyReading(
                            request,
                            response,
                            callback,
                            new Body(maximumBody, inFlight),
                            gzip,
                            body -> take(body, format, request, response, callback))
                    .start();
        } catch (RefusedException e) {
            refuse(response, callback, e.problem());
        }
        return true;
    }

    private static Decoder.Format format(@Nullable String contentType) throws RefusedException {
        String type = contentType == null ? "" : contentType;
        int parameters = type.indexOf(';');
        type = (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" ->
                Decoder.Format.LINES;
            case "application/json" -> Decoder.Format.ARRAY;
            case "" -> throw new RefusedException(415, "Content-Type is missing; " + TYPES);
            default -> throw new RefusedException(415, "this Content-Type is not read here; " + TYPES);
        };
    }

    static boolean gzip(@Nullable String contentEncoding) throws RefusedException {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default -> throw new RefusedException(415, "this Content-Encoding is not read here; send gzip or none");
        };
    }

    static void refuse(Response response, Callback callback, Problem problem) {
        if (problem.status() == 429 || problem.status() == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        if (problem.status() == 413) {
            // The rest of the body is not worth reading.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        write(response, callback, problem.status(), problem.json());
    }

    static void write(Response response, Callback callback, int status, byte[] json) {
        response.setStatus(status);
        response.getHeaders().put(JSON);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private void take(Body body, Decoder.Format format, Request request, Response response, Callback callback)
            throws RefusedException {
        long start = System.nanoTime();
        boolean handedOn = false;
        try {
            Decoded decoded = intake.decode(body.bytes(), body.length(), format);
            if (decoded.lines() == 0) {
                throw new RefusedException(400, "the body is empty; send one JSON object a line");
            }
            Delivery delivery = new Delivery(IngestCounters.HTTP, decoded, key(request, body, decoded), null);
            handedOn = true;
            intake.take(delivery, taken -> {
                body.release();
                duration.observe((System.nanoTime() - start) / 1e9);
                answer(taken, response, callback);
            });
        } finally {
            if (!handedOn) {
                body.release();
            }
        }
    }

    private @Nullable DeliveryKey key(Request request, Body body, Decoded decoded) {
        String key = request.getHeaders().get("Idempotency-Key");
        if (key != null) {
            String principal = String.valueOf(request.getAttribute(Access.PRINCIPAL));
            return keys.named(principal, key, body.bytes(), body.length());
        }
        return decoded.allWithIds() ? keys.ofContent(body.bytes(), body.length()) : null;
    }

    private static void answer(Taken taken, Response response, Callback callback) {
        if (taken.answer() != null) {
            write(
                    response,
                    callback,
                    taken.answer().unreadable() ? 400 : 200,
                    taken.answer().json());
        } else if (taken.problem() != null) {
            refuse(response, callback, taken.problem());
        }
    }
}
