package io.watchbill.exporter;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body as it comes, without holding a thread, then hands it on. */
final class BodyReading implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReading.class);

    /** Answers a request whose body is whole, and gives the body back, whatever happens. */
    interface Whole {
        void take(Body body) throws RefusedException;
    }

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Body body;
    private final boolean gzip;
    private final Whole whole;

    BodyReading(Request request, Response response, Callback callback, Body body, boolean gzip, Whole whole) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.body = body;
        this.gzip = gzip;
        this.whole = whole;
    }

    void start() throws RefusedException {
        try {
            body.expect(request.getLength());
        } catch (RefusedException e) {
            body.release();
            throw e;
        }
        run();
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
                    whole.take(gzip ? body.gunzip() : body);
                    return;
                }
            }
        } catch (RefusedException e) {
            body.release();
            ObservationsHandler.refuse(response, callback, e.problem());
        } catch (RuntimeException e) {
            body.release();
            LOG.error("a body could not be taken in", e);
            ObservationsHandler.refuse(response, callback, new Problem(500, "the exporter failed; its log says why"));
        }
    }
}
