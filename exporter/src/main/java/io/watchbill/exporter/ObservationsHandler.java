package io.watchbill.exporter;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.exporter.web.Access;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/observations}. Bodies are read without holding a thread; every answer is JSON. */
final class ObservationsHandler extends Handler.Abstract {
    static final String PATH = "/v1/observations";

    private static final Logger LOG = LoggerFactory.getLogger(ObservationsHandler.class);
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
        Body body = new Body(maximumBody, inFlight);
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
            body.expect(request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
            String key = request.getHeaders().get("Idempotency-Key");
            new Reading(request, response, callback, body, format, gzip, key).run();
        } catch (RefusedException e) {
            body.release();
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

    /** Reads the body as it comes, then takes it in. */
    private final class Reading implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final Body body;
        private final Decoder.Format format;
        private final boolean gzip;
        private final @Nullable String key;

        Reading(
                Request request,
                Response response,
                Callback callback,
                Body body,
                Decoder.Format format,
                boolean gzip,
                @Nullable String key) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.body = body;
            this.format = format;
            this.gzip = gzip;
            this.key = key;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Content.Chunk chunk = request.read();
                    if (chunk == null) {
                        request.demand(this);
                        return;
                    }
                    if (Content.Chunk.isFailure(chunk)) {
                        body.release();
                        callback.failed(chunk.getFailure());
                        return;
                    }
                    boolean last = chunk.isLast();
                    try {
                        body.add(chunk.getByteBuffer());
                    } finally {
                        chunk.release();
                    }
                    if (last) {
                        take();
                        return;
                    }
                }
            } catch (RefusedException e) {
                body.release();
                refuse(response, callback, e.problem());
            } catch (RuntimeException e) {
                body.release();
                LOG.error("a body could not be taken in", e);
                refuse(response, callback, new Problem(500, "the exporter failed; its log says why"));
            }
        }

        private void take() throws RefusedException {
            long start = System.nanoTime();
            Body plain = gzip ? body.gunzip() : body;
            boolean handedOn = false;
            try {
                Decoded decoded = intake.decode(plain.bytes(), plain.length(), format);
                if (decoded.lines() == 0) {
                    throw new RefusedException(400, "the body is empty; send one JSON object a line");
                }
                Delivery delivery = new Delivery(IngestCounters.HTTP, decoded, key(plain, decoded), null);
                handedOn = true;
                intake.take(delivery, taken -> {
                    plain.release();
                    duration.observe((System.nanoTime() - start) / 1e9);
                    answer(taken);
                });
            } finally {
                if (!handedOn) {
                    plain.release();
                }
            }
        }

        private @Nullable DeliveryKey key(Body plain, Decoded decoded) {
            if (key != null) {
                String principal = String.valueOf(request.getAttribute(Access.PRINCIPAL));
                return keys.named(principal, key, plain.bytes(), plain.length());
            }
            return decoded.allWithIds() ? keys.ofContent(plain.bytes(), plain.length()) : null;
        }

        private void answer(Taken taken) {
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
}
