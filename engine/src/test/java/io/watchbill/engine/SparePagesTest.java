package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SparePagesTest {
    private int made;
    private final SparePages<Integer> pages = new SparePages<>(() -> made++);

    private Integer[] taken(int count) {
        return Stream.generate(pages::take).limit(count).toArray(Integer[]::new);
    }

    @Test
    void whatIsGivenBackIsTakenBeforeAnythingIsMade() {
        Integer[] first = taken(10);
        pages.giveBack(new Integer[] {first[3], null, first[7]});
        assertThat(taken(3)).containsExactly(first[3], first[7], 10);
    }

    @Test
    void whatBusyTimesNeededIsLetGo() {
        pages.giveBack(taken(1_000));
        assertThat(pages.size()).isEqualTo(1_000);
        pages.giveBack(taken(10));
        assertThat(pages.size()).isEqualTo(15);
        pages.giveBack(taken(10));
        assertThat(pages.size()).isEqualTo(15);
        assertThat(made).isEqualTo(1_000);
    }
}
