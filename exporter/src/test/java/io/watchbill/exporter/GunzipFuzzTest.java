package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Whatever a gzip body holds, no more than the bound comes of it, and all that it took of the bound is given back. */
class GunzipFuzzTest {
    private static final int MAXIMUM = 40_000;
    private static final long IN_FLIGHT = 3 * MAXIMUM;

    /** What came out, or null where it was refused. */
    private static byte @Nullable [] gunzip(byte[] bytes, int chunk) {
        InFlight inFlight = new InFlight(IN_FLIGHT);
        Body body = new Body(MAXIMUM, inFlight);
        try {
            for (int at = 0; at < bytes.length; at += chunk) {
                body.add(ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at)));
            }
            Body plain = body.gunzip();
            assertThat(plain.length()).isBetween(0, MAXIMUM);
            assertThat(plain.bytes().length).isBetween(plain.length(), MAXIMUM);
            assertThat(inFlight.used()).isEqualTo(plain.bytes().length);
            byte[] out = Arrays.copyOf(plain.bytes(), plain.length());
            plain.release();
            return out;
        } catch (RefusedException refused) {
            assertThat(refused.problem().status()).isIn(400, 413);
            body.release();
            return null;
        } finally {
            assertThat(inFlight.used()).isZero();
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FuzzTest
    void aBodyIsInflatedWithinItsBoundsOrRefused(byte[] bytes) {
        byte[] plain = gunzip(bytes, 1_000);

        assertThat(gunzip(bytes, 7)).isEqualTo(plain);
        if (plain != null) {
            assertThat(gunzip(gzip(plain), 1_000)).isEqualTo(plain);
        }
        byte[] zipped = gzip(bytes);
        byte[] back = gunzip(zipped, 1_000);
        if (bytes.length <= MAXIMUM && zipped.length <= MAXIMUM) {
            assertThat(back).isEqualTo(bytes);
        } else {
            assertThat(back).isNull();
        }
    }
}
