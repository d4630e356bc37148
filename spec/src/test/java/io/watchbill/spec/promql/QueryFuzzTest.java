package io.watchbill.spec.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.spec.finding.MisfitException;
import java.nio.charset.StandardCharsets;

/** Any text is a query, which stays one on lines of its own between parentheses, or the message points into it. */
class QueryFuzzTest {

    @FuzzTest
    void aTextIsAQueryOrAMisfit(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Query query;
        try {
            query = Query.parse(text);
        } catch (MisfitException misfit) {
            assertThat(misfit.span().from()).isBetween(0, misfit.span().to());
            assertThat(misfit.span().to()).isLessThanOrEqualTo(text.length());
            assertThat(misfit.getMessage()).isNotBlank();
            assertThat(misfit.expected()).isNotBlank();
            return;
        }
        assertThat(query.all()).allSatisfy(part -> assertThat(part.span().to()).isBetween(1, text.length()));
        try {
            Query wrapped = Query.parse("(\n" + text + "\n)");
            assertThat(wrapped.parts().get(0).getClass()).isEqualTo(query.getClass());
        } catch (MisfitException misfit) {
            // One level more may be one too many.
            assertThat(misfit).hasMessageContaining("levels deep");
        }
    }
}
