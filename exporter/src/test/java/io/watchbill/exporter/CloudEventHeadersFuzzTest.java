package io.watchbill.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.engine.decode.inference.EnvelopeReader.Envelopes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Whatever headers Jetty lets through are one event or a reason that says nothing of what stood there. The inputs hold
 * {@value #CANARY} wherever a sender is free to write.
 */
class CloudEventHeadersFuzzTest {
    private static final String CANARY = "§";

    @FuzzTest
    void headersAreOneEventOrAReasonWithoutAQuote(byte[] lines) {
        HttpFields headers = parsed(lines);
        if (headers == null) {
            return;
        }
        Envelopes read = CloudEventsHandler.binary(headers, lines);

        assertThat(read.events().size() + read.rejections().total()).isEqualTo(1);
        read.events().forEach(event -> {
            assertThat(event.data()).isEqualTo(lines);
            assertThat(event.id()).isNotEmpty().hasSizeLessThanOrEqualTo(1_024).doesNotContain("\uFFFD");
        });
        read.rejections()
                .inOrder()
                .forEach(
                        rejection -> assertThat(rejection.reason()).isNotBlank().doesNotContain(CANARY));
        assertThat(CloudEventsHandler.binary(encoded(headers), lines))
                .usingRecursiveComparison()
                .isEqualTo(read);
    }

    /** The same headers as another sender writes them: names in capitals, and every byte percent-encoded where none was. */
    private static HttpFields encoded(HttpFields headers) {
        HttpFields.Mutable encoded = HttpFields.build();
        for (HttpField header : headers) {
            String value = header.getValue();
            String name = header.getName().toUpperCase(Locale.ROOT);
            if (value == null || value.indexOf('%') >= 0) {
                encoded.add(new HttpField(name, value));
            } else {
                StringBuilder percent = new StringBuilder();
                for (byte next : value.getBytes(UTF_8)) {
                    percent.append(String.format(Locale.ROOT, "%%%02X", next));
                }
                encoded.add(new HttpField(name, percent.toString()));
            }
        }
        return encoded;
    }

    /** The headers as Jetty reads them; null where it refuses the request, or sees no end of them. */
    private static @Nullable HttpFields parsed(byte[] lines) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes("POST /v1/cloudevents HTTP/1.1\r\nHost: a\r\n".getBytes(US_ASCII));
        request.writeBytes(lines);
        request.writeBytes("\r\n\r\n".getBytes(US_ASCII));
        Heads heads = new Heads();
        HttpParser parser = new HttpParser(heads);
        parser.parseNext(ByteBuffer.wrap(request.toByteArray()));
        return heads.complete ? heads.fields : null;
    }

    private static final class Heads implements HttpParser.RequestHandler {
        private final HttpFields.Mutable fields = HttpFields.build();
        private boolean complete;

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {}

        @Override
        public void parsedHeader(HttpField field) {
            fields.add(field);
        }

        @Override
        public boolean headerComplete() {
            complete = true;
            return true;
        }

        @Override
        public boolean content(ByteBuffer content) {
            return true;
        }

        @Override
        public boolean contentComplete() {
            return true;
        }

        @Override
        public boolean messageComplete() {
            return true;
        }

        @Override
        public void earlyEOF() {}
    }
}
