package io.watchbill.exporter;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A request that is refused as a whole.
 *
 * @param status the HTTP status
 * @param text what was expected and how to mend it; never anything of the body
 */
record Problem(int status, String text) {
    byte[] json() {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        return ("{\"error\":\"" + quoted + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }
}
