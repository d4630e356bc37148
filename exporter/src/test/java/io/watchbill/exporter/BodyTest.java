package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final int MAXIMUM = 1 << 20;

    private final InFlight inFlight = new InFlight(4L << 20);

    @Test
    void whoAnnouncesMuchAndSendsNothingHoldsLittle() throws Exception {
        for (int i = 0; i < 64; i++) {
            new Body(MAXIMUM, inFlight).expect(MAXIMUM);
        }

        assertThat(inFlight.used()).isEqualTo(inFlight.maximum());
        assertThatThrownBy(() -> new Body(MAXIMUM, inFlight).expect(1)).isInstanceOf(RefusedException.class);
    }

    @Test
    void anAnnouncedBodyGrowsToItsLengthAndNoFurther() throws Exception {
        byte[] sent = new byte[300_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        Body body = new Body(MAXIMUM, inFlight);
        body.expect(sent.length);
        for (int from = 0; from < sent.length; from += 7_000) {
            body.add(ByteBuffer.wrap(sent, from, Math.min(7_000, sent.length - from)));
        }

        assertThat(body.bytes()).isEqualTo(sent);
        assertThat(inFlight.used()).isEqualTo(sent.length);
        body.release();
        assertThat(inFlight.used()).isZero();
    }
}
