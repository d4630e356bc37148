package io.watchbill.incidents.file;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Opening;
import io.watchbill.incidents.record.WatchedSystems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What alerts did is written down the same whether it is heard in order, or twice, late, mixed with others and in any order, as
 * from the Alertmanagers of a cluster.
 */
class ArrivalOrderTest {

    private static final WatchedSystems SYSTEMS = Alerts.systems();
    private static final int HISTORIES = 60;

    /** All of it was delayed and comes at once, so that it is the history alone that differs. */
    private static final Instant HEARD = T0.plus(Duration.ofDays(1));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theFilesAreTheSameInWhateverOrderMessagesCome(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<List<Notice>> history = history(random);

            assertThat(files(mixed(history, random)))
                    .as("history %s of seed %s", i, seed)
                    .isEqualTo(files(history.stream().flatMap(List::stream).toList()));
        }
    }

    /**
     * The messages about what happened in stretches of time that are so far apart that each is an incident of its own; within
     * each the alerts of a queue, told by two teams' rules, begin and end some times.
     */
    private static List<List<Notice>> history(Random random) {
        List<List<Notice>> stretches = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int stretch = 0; stretch < count; stretch++) {
            List<Notice> told = new ArrayList<>();
            for (String queue : List.of("orders", "returns")) {
                for (String team : List.of("shop", "goods").subList(0, 1 + random.nextInt(2))) {
                    told.addAll(episodes(queue, team, at(stretch * 5400L), stretch == count - 1, random));
                }
            }
            told.sort(Comparator.comparing(notice -> notice.end().orElse(notice.from())));
            stretches.add(told);
        }
        return stretches;
    }

    /** Within 25 minutes; some messages are lost, but an alert that was not told to end begins again, or is the last there is. */
    private static List<Notice> episodes(String queue, String team, Instant start, boolean last, Random random) {
        List<Notice> told = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        Instant from = start.plusSeconds(random.nextInt(200));
        for (int i = 0; i < count; i++) {
            Instant end = from.plusSeconds(1 + random.nextInt(200));
            boolean endIsLost = random.nextInt(4) == 0 && (i < count - 1 || last);
            boolean beginningIsLost = random.nextInt(6) == 0 && !endIsLost;
            if (!beginningIsLost) {
                told.add(of(team, Alerts.firing(queue, from)));
            }
            if (!endIsLost) {
                told.add(of(team, Alerts.resolved(queue, from, end)));
            }
            from = end.plusSeconds(60 + random.nextInt(200));
        }
        return told;
    }

    /** The team is no part of what an incident is about, but of the alert's labels. */
    private static Notice of(String team, Notice notice) {
        Map<String, String> labels = new TreeMap<>(notice.labels());
        labels.put("team", team);
        return new Notice(
                Integer.toHexString(labels.hashCode()),
                labels,
                notice.annotations(),
                notice.from(),
                notice.end(),
                false);
    }

    /** Every stretch in any order, some of it twice, some of it again while the next one is told. */
    private static List<Notice> mixed(List<List<Notice>> history, Random random) {
        List<Notice> mixed = new ArrayList<>();
        List<Notice> late = new ArrayList<>();
        for (List<Notice> stretch : history) {
            List<Notice> now = new ArrayList<>(late);
            late.clear();
            for (Notice notice : stretch) {
                now.add(notice);
                (random.nextBoolean() ? now : late).add(notice);
            }
            Collections.shuffle(now, random);
            mixed.addAll(now);
        }
        mixed.addAll(late);
        return mixed;
    }

    /** The files by what they are about; numbers of incidents are those of their order in time. */
    private static List<String> files(List<Notice> told) {
        List<Incident> incidents = new ArrayList<>();
        for (Notice notice : told) {
            Opening opening = SYSTEMS.opening(notice, HEARD).orElseThrow();
            List<Incident> known = incidents.stream()
                    .filter(incident ->
                            incident.subject().key().equals(opening.subject().key()))
                    .toList();
            Optional<Incident> changed = Course.DEFAULT.heard(notice, opening, known, HEARD);
            changed.ifPresent(incident -> {
                if (incident.id().isEmpty()) {
                    incidents.add(incident.filedAs(String.format("INC-2026-%04d", incidents.size() + 1)));
                } else {
                    incidents.replaceAll(old -> old.id().equals(incident.id()) ? incident : old);
                }
            });
        }
        List<String> order = incidents.stream()
                .sorted(Comparator.comparing(Incident::start)
                        .thenComparing(incident -> incident.subject().key().orElseThrow()))
                .map(Incident::id)
                .toList();
        return order.stream()
                .flatMap(id ->
                        incidents.stream().filter(incident -> incident.id().equals(id)))
                .map(incident -> IncidentFile.create(incident, IncidentPage.SHIPPED))
                .map(file -> renumbered(file, order))
                .toList();
    }

    private static String renumbered(String file, List<String> order) {
        // Digests of parts that name another incident differ with its number.
        String text = file.replaceAll("(<!-- watchbill:[a-z]+) [0-9a-f]{12}", "$1");
        return Stream.iterate(0, i -> i < order.size(), i -> i + 1)
                .reduce(text, (old, i) -> old.replace(order.get(i), "#" + i), (one, other) -> other);
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }
}
