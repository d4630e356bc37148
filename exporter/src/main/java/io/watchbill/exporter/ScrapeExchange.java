package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.watchbill.web.Listeners;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scrape, as the Prometheus client's scrape handler sees it. The client's own adapter answers a failure with its stack
 * trace; here the log has it and the answer does not.
 */
final class ScrapeExchange implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeExchange.class);
    private static final String FAILED = "the page could not be made; the exporter's log says why\n";

    private final HttpExchange exchange;
    private boolean begun;

    ScrapeExchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public PrometheusHttpRequest getRequest() {
        return this;
    }

    @Override
    public PrometheusHttpResponse getResponse() {
        return this;
    }

    @Override
    public @Nullable String getQueryString() {
        return exchange.getRequestURI().getRawQuery();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return Collections.enumeration(values == null ? List.of() : values);
    }

    @Override
    public String getMethod() {
        return exchange.getRequestMethod();
    }

    @Override
    public String getRequestPath() {
        return exchange.getRequestURI().getPath();
    }

    @Override
    public void setHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    @Override
    public OutputStream sendHeadersAndGetBody(int status, int length) throws IOException {
        begun = true;
        if (getMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return OutputStream.nullOutputStream();
        }
        exchange.sendResponseHeaders(status, length);
        return exchange.getResponseBody();
    }

    /** The reader has gone, or was too slow. */
    @Override
    public void handleException(IOException e) {
        LOG.debug("a page was not read to its end", e);
    }

    @Override
    public void handleException(RuntimeException e) {
        LOG.error("the metrics page could not be made", e);
        if (begun) {
            return; // the connection ends in the middle, which a scraper takes as a failure
        }
        try {
            exchange.getResponseHeaders().remove("Content-Encoding");
            Listeners.answer(exchange, 500, FAILED);
        } catch (IOException gone) {
            LOG.debug("an answer was not read", gone);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
