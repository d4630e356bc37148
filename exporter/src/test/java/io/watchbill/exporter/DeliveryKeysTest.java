package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryKeysTest {
    private static final DeliveryKeys KEYS = new DeliveryKeys(1, 2);

    /** All lengths around those that are hashed two words at a time. */
    @Test
    void everyBitAndTheLengthOfABodyMatter() {
        byte[] body = new byte[100];
        new Random(1).nextBytes(body);
        Set<DeliveryKey> keys = new HashSet<>();
        int made = 0;
        for (int length = 0; length <= 70; length++) {
            keys.add(KEYS.ofContent(body, length));
            made++;
            for (int bit = 0; bit < Byte.SIZE * length; bit++) {
                body[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                keys.add(KEYS.ofContent(body, length));
                made++;
                body[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            }
        }
        assertThat(keys).hasSize(made);
    }

    @Test
    void bodiesOfNothingButZerosDifferByTheirLengths() {
        Set<DeliveryKey> keys = new HashSet<>();
        for (int length = 0; length <= 200; length++) {
            keys.add(KEYS.ofContent(new byte[length], length));
        }
        assertThat(keys).hasSize(201);
    }

    /** Words that two hashes share out among them do not change places unnoticed. */
    @Test
    void theOrderOfWordsMatters() {
        Random random = new Random(2);
        for (int i = 0; i < 8; i++) {
            for (int k = 0; k < i; k++) {
                byte[] body = new byte[67];
                random.nextBytes(body);
                byte[] swapped = body.clone();
                System.arraycopy(body, 8 * i, swapped, 8 * k, 8);
                System.arraycopy(body, 8 * k, swapped, 8 * i, 8);
                assertThat(KEYS.ofContent(swapped, 67)).isNotEqualTo(KEYS.ofContent(body, 67));
            }
        }
    }

    @Test
    void whatComesAfterTheLengthDoesNotMatter() {
        byte[] body = new byte[64];
        new Random(3).nextBytes(body);
        byte[] longer = java.util.Arrays.copyOf(body, 80);
        longer[64] = 1;

        assertThat(KEYS.ofContent(longer, 64)).isEqualTo(KEYS.ofContent(body, 64));
    }

    @Test
    void aNameIsNeverABodyAndCredentialsNeverMeet() {
        byte[] body = "name".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        DeliveryKey named = KEYS.named("alice", "name", body, body.length);

        assertThat(named).isEqualTo(KEYS.named("alice", "name", body, body.length));
        assertThat(named).isNotEqualTo(KEYS.named("alicen", "ame", body, body.length));
        assertThat(named).isNotEqualTo(KEYS.named("bob", "name", body, body.length));
        assertThat(named).isNotEqualTo(KEYS.ofContent(body, body.length));
        assertThat(named).isNotEqualTo(new DeliveryKeys(1, 3).named("alice", "name", body, body.length));
    }
}
