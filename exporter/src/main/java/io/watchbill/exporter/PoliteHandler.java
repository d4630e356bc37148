package io.watchbill.exporter;

import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request to the listener for events gets: security headers, a deadline, and an answer that arrives. A request
 * that is answered before its body is read has the rest of the body read and dropped, because closing a connection on
 * which bytes still come resets it, and the client loses the answer.
 */
final class PoliteHandler extends Handler.Wrapper {
    private final Supplier<Map<String, String>> headers;
    private final long mostDropped;

    /** @param mostDropped bytes of a refused body that are read and dropped; then the connection is closed */
    PoliteHandler(Handler handler, Supplier<Map<String, String>> headers, long mostDropped) {
        super(handler);
        this.headers = headers;
        this.mostDropped = mostDropped;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestEndPoint.follow(request);
        headers.get().forEach((name, value) -> response.getHeaders().put(name, value));
        // A client that waits for "100 Continue" sends no body after another answer.
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
        return super.handle(request, response, waits ? callback : new Dropping(request, callback, mostDropped));
    }

    /** Completes a request once the rest of its body has come. */
    private static final class Dropping extends Callback.Nested implements Runnable {
        private final Request request;
        private long left;

        Dropping(Request request, Callback callback, long most) {
            super(callback);
            this.request = request;
            this.left = most;
        }

        @Override
        public void succeeded() {
            run();
        }

        @Override
        public void run() {
            while (left > 0) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                left -= chunk.remaining();
                boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (last) {
                    break;
                }
            }
            super.succeeded();
        }
    }
}
