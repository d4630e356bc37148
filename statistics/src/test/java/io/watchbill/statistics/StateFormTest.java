package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, texts and arrays come back as they were written; damaged bytes are refused. */
class StateFormTest {
    private static final long[] NUMBERS = {0, 1, 127, 128, -1, -64, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] DOUBLES = {0, -0.0, 1.5, 0.1, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};

    private final StateWriter writer = new StateWriter();

    private StateReader reader() {
        return new StateReader("a/part", writer.toBytes());
    }

    @Test
    void numbersComeBackAsTheyWere() {
        for (long number : NUMBERS) {
            writer.varint(number);
            writer.signed(number);
            writer.whole(number);
        }
        StateReader reader = reader();
        for (long number : NUMBERS) {
            assertThat(reader.varint()).isEqualTo(number);
            assertThat(reader.signed()).isEqualTo(number);
            assertThat(reader.whole()).isEqualTo(number);
        }
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "late", "verspätet", "遅延", "\ud83d\ude00", "\ud800 alone", "\uffff"})
    void textsComeBackWithEveryChar(String text) {
        writer.text(text);
        writer.optionalText(null);
        writer.optionalText(text);
        StateReader reader = reader();

        assertThat(reader.text()).isEqualTo(text);
        assertThat(reader.optionalText()).isNull();
        assertThat(reader.optionalText()).isEqualTo(text);
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 300})
    void arraysOfEveryWidthComeBackAsTheyWere(int length) {
        Random random = new Random(length);
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
            long base = random.nextLong();
            long[] longs = random.longs(length).map(n -> base + (n & mask)).toArray();
            int[] ints = random.ints(length).map(n -> (int) (base + (n & mask))).toArray();
            char[] chars = new char[length];
            IntStream.range(0, length).forEach(i -> chars[i] = (char) ((random.nextInt() & mask) - 1));
            boolean[] flags = new boolean[length];
            int rarity = 1 + bits % 3;
            IntStream.range(0, length).forEach(i -> flags[i] = random.nextInt(rarity) == 0);
            double[] doubles = random.longs(length)
                    .mapToDouble(n -> rarity == 1
                            ? DOUBLES[(int) (n & 3)]
                            : rarity == 2 ? (float) n / 7 : Double.longBitsToDouble(n))
                    .toArray();
            writer.clear();
            writer.longs(longs);
            writer.ints(ints);
            writer.chars(chars);
            writer.flags(flags);
            writer.doubles(doubles);

            StateReader reader = reader();
            long[] readLongs = new long[length];
            int[] readInts = new int[length];
            char[] readChars = new char[length];
            boolean[] readFlags = new boolean[length];
            double[] readDoubles = new double[length];
            reader.longs(readLongs);
            reader.ints(readInts);
            reader.chars(readChars);
            reader.flags(readFlags);
            reader.doubles(readDoubles);
            reader.end();

            assertThat(readLongs).isEqualTo(longs);
            assertThat(readInts).isEqualTo(ints);
            assertThat(readChars).isEqualTo(chars);
            assertThat(readFlags).isEqualTo(flags);
            for (int i = 0; i < length; i++) {
                assertThat(Double.doubleToRawLongBits(readDoubles[i]))
                        .isEqualTo(Double.doubleToRawLongBits(doubles[i]));
            }
        }
    }

    @Test
    void anArrayTakesNoMoreBytesThanItsEntriesLieApart() {
        writer.longs(new long[] {1_700_438_400_000L, 1_700_438_400_255L, 1_700_438_400_010L});
        assertThat(writer.size()).isEqualTo(1 + 6 + 3);
        writer.clear();
        writer.chars(new char[] {0, 254, '\uffff'});
        assertThat(writer.size()).isEqualTo(1 + 3);
        writer.clear();
        writer.ints(new int[1_000]);
        writer.doubles(new double[1_000]);
        writer.flags(new boolean[1_000]);
        assertThat(writer.size()).isEqualTo(2 + 9 + 1);
    }

    @Test
    void bytesThatEndTooEarlyAreRefusedByPlaceAndExpectation() {
        byte[] bytes = {8, 'l', 'a'};

        assertThatThrownBy(new StateReader("a/part", bytes)::text)
                .isInstanceOf(StateFormatException.class)
                .hasMessage(
                        "the part 'a/part' of the kept state cannot be read: expected a text of at most 2 characters"
                                + " (before byte 1 of 3)");
        assertThatThrownBy(new StateReader("a/part", bytes)::whole)
                .isInstanceOf(StateFormatException.class)
                .hasMessage("the part 'a/part' of the kept state cannot be read: it ends too early: 8 more bytes were"
                        + " expected, and 3 are there (before byte 0 of 3)");
    }

    @Test
    void noLengthTakesMemoryThatTheBytesDoNotHold() {
        writer.varint(Long.MAX_VALUE);
        writer.varint(3);

        assertThatThrownBy(reader()::text).isInstanceOf(StateFormatException.class);
        assertThatThrownBy(() -> reader().count(1)).isInstanceOf(StateFormatException.class);
        assertThatThrownBy(() -> reader().below(Integer.MAX_VALUE)).isInstanceOf(StateFormatException.class);
    }

    @Test
    void damagedBytesAreRefusedOrReadAsSomethingElse() {
        Random random = new Random(1);
        writer.text("late");
        writer.longs(new long[] {1, 500, 3});
        writer.chars(new char[] {1, 500, 3});
        writer.doubles(DOUBLES);
        writer.flags(new boolean[] {true, false});
        byte[] bytes = writer.toBytes();
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            StateReader reader = new StateReader("a/part", damaged);
            try {
                reader.text();
                reader.longs(new long[3]);
                reader.chars(new char[3]);
                reader.doubles(new double[DOUBLES.length]);
                reader.flags(new boolean[2]);
                reader.end();
            } catch (StateFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4_000);
    }

    @Test
    void partsAreFoundByWholeSteps() {
        StateParts parts = new StateParts();
        parts.put("a/1", new byte[] {1});
        parts.put("a/b/2", new byte[] {2});
        parts.put("ab/3", new byte[] {3});

        assertThat(parts.keys("a/")).containsExactly("a/1", "a/b/2");
        parts.removeAll("a/");
        assertThat(parts.keys("")).containsExactly("ab/3");
        assertThat(parts.get("a/1")).isNull();
        parts.removeAll("");
        assertThat(parts.keys("")).isEmpty();
    }
}
