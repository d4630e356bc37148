package io.watchbill.exporter;

import io.watchbill.web.Access;
import io.watchbill.web.Decision;
import io.watchbill.web.Permission;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests with the permission to write through, and puts the credential's name into the attribute {@link
 * Access#PRINCIPAL}. A password that is seen for the first time is waited for without a thread.
 */
final class IngestAccess extends Handler.Wrapper {
    private final Access access;
    private final Refusals refusals;

    IngestAccess(Handler handler, Access access, Refusals refusals) {
        super(handler);
        this.access = access;
        this.refusals = refusals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        CompletableFuture<Decision> decision = access.decide(
                header(request, HttpHeader.AUTHORIZATION),
                header(request, HttpHeader.ORIGIN),
                header(request, HttpHeader.HOST),
                Permission.WRITE);
        if (decision.isDone()) {
            return decided(decision.join(), request, response, callback);
        }
        CompletableFuture<Void> unused = decision.thenAcceptAsync(
                later -> decidedLater(later, request, response, callback),
                request.getComponents().getExecutor());
        return true;
    }

    private static @Nullable String header(Request request, HttpHeader name) {
        return request.getHeaders().get(name);
    }

    private boolean decided(Decision decision, Request request, Response response, Callback callback) throws Exception {
        if (decision.allowed()) {
            request.setAttribute(Access.PRINCIPAL, decision.principal());
            return super.handle(request, response, callback);
        }
        refusals.add(decision.outcome());
        decision.challenges().forEach(challenge -> response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, challenge));
        ObservationsHandler.refuse(
                response,
                callback,
                new Problem(decision.outcome().status(), decision.outcome().text()));
        return true;
    }

    private void decidedLater(Decision decision, Request request, Response response, Callback callback) {
        try {
            if (!decided(decision, request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
