package io.watchbill.exporter;

import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.engine.decode.inference.EnvelopeReader;
import io.watchbill.engine.decode.inference.EnvelopeReader.Envelopes;
import io.watchbill.engine.decode.inference.EventAttributes;
import io.watchbill.engine.decode.inference.PayloadException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/cloudevents}: calls of models as KServe's logger sends them. Answered once they are queued, because
 * that logger holds the model up while it waits.
 */
final class CloudEventsHandler extends Handler.Abstract {
    static final String PATH = "/v1/cloudevents";

    private static final String ATTRIBUTE = "ce-";

    /** What stands for bytes that are no UTF-8. */
    private static final char NO_UTF_8 = '\uFFFD';

    private enum Mode {
        BINARY,
        STRUCTURED,
        BATCH
    }

    private final LoggedCalls calls;
    private final InFlight inFlight;
    private final int maximumBody;

    CloudEventsHandler(LoggedCalls calls, InFlight inFlight, int maximumBody) {
        this.calls = calls;
        this.inFlight = inFlight;
        this.maximumBody = maximumBody;
    }

    /** Leaves every other path to the next handler. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return false;
        }
        try {
            if (!request.getMethod().equals("POST")) {
                response.getHeaders().put(HttpHeader.ALLOW, "POST");
                throw new RefusedException(405, "CloudEvents are sent with POST");
            }
            HttpFields headers = request.getHeaders();
            Mode mode = mode(headers);
            boolean gzip = ObservationsHandler.gzip(headers.get(HttpHeader.CONTENT_ENCODING));
            new BodyReading(request, response, callback, new Body(maximumBody, inFlight), gzip, body -> {
                        try {
                            take(headers, mode, body, response, callback);
                        } finally {
                            body.release();
                        }
                    })
                    .start();
        } catch (RefusedException e) {
            ObservationsHandler.refuse(response, callback, e.problem());
        }
        return true;
    }

    private static Mode mode(HttpFields headers) throws RefusedException {
        String type =
                String.valueOf(headers.get(HttpHeader.CONTENT_TYPE)).strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/cloudevents-batch+json")) {
            return Mode.BATCH;
        }
        if (type.startsWith("application/cloudevents+json")) {
            return Mode.STRUCTURED;
        }
        if (headers.contains(ATTRIBUTE + "specversion")) {
            return Mode.BINARY;
        }
        throw new RefusedException(
                415,
                "send a CloudEvent: with ce- headers, or as application/cloudevents+json or"
                        + " application/cloudevents-batch+json");
    }

    private void take(HttpFields headers, Mode mode, Body body, Response response, Callback callback)
            throws RefusedException {
        Envelopes read = mode == Mode.BINARY
                ? binary(headers, Arrays.copyOf(body.bytes(), body.length()))
                : EnvelopeReader.read(body.bytes(), body.length(), mode == Mode.BATCH);
        Rejections rejections = read.rejections();
        calls.malformed(rejections);
        if (mode != Mode.BATCH && rejections.total() > 0) {
            throw new RefusedException(400, rejections.inOrder().get(0).reason());
        }
        int events = read.events().size();
        if (events > 0 && !calls.offer(read.events())) {
            throw new RefusedException(429, "the queue is full; this delivery was dropped");
        }
        IngestAnswer answer =
                new IngestAnswer(events, rejections.total(), rejections.inOrder(), events + 1, events + 1);
        ObservationsHandler.write(response, callback, 200, answer.json());
    }

    /** The one event that headers and a body make; or why they make none. */
    static Envelopes binary(HttpFields headers, byte[] data) {
        Rejections rejections = new Rejections();
        try {
            EventAttributes attributes = new EventAttributes();
            for (HttpField header : headers) {
                String name = header.getName().toLowerCase(Locale.ROOT);
                if (name.startsWith(ATTRIBUTE)) {
                    attributes.put(name.substring(ATTRIBUTE.length()), decoded(header.getValue()));
                }
            }
            return new Envelopes(List.of(attributes.event(data)), rejections);
        } catch (PayloadException e) {
            rejections.add(1, e.result(), e.reason());
        } catch (IllegalArgumentException e) {
            rejections.add(1, IngestResult.MALFORMED, "a ce- header is not percent-encoded as it should be");
        }
        return new Envelopes(List.of(), rejections);
    }

    /** Header values are percent-encoded UTF-8, and a plus is a plus; of bytes that are no UTF-8 two would read the same. */
    private static String decoded(@Nullable String value) {
        if (value == null || value.indexOf('%') < 0) {
            return String.valueOf(value);
        }
        String text = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (text.indexOf(NO_UTF_8) >= 0) {
            throw new IllegalArgumentException("no UTF-8");
        }
        return text;
    }
}
