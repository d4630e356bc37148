package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts business events, feedback and downstream effects since the start. Not thread-safe. */
final class OutcomeCounts {
    private final ModelNames names;
    private final Map<Business, Tally> business = new LinkedHashMap<>();
    private final Cells ratings = new Cells();
    private final Cells effects = new Cells();
    /** Combinations that have a place of their own. */
    private int apart;

    OutcomeCounts(ModelNames names) {
        this.names = names;
    }

    private record Business(int event, int unit, int arm) {}

    private static final class Tally {
        private long events;
        private double value;
    }

    void business(@Nullable String event, @Nullable String unit, int arm, double value) {
        Business key = new Business(ModelNames.number(names.events, event), ModelNames.number(names.units, unit), arm);
        if (!business.containsKey(key) && !takes()) {
            key = new Business(
                    names.events.number(CappedNames.OTHER),
                    names.units.number(CappedNames.OTHER),
                    names.arms.number(CappedNames.OTHER));
        }
        Tally tally = business.computeIfAbsent(key, k -> new Tally());
        tally.events++;
        if (Double.isFinite(value)) {
            tally.value += value;
        }
    }

    void feedback(@Nullable String rating) {
        ratings.add(ModelNames.number(names.ratings, rating), 0, 1);
    }

    void downstream(@Nullable String consumer, @Nullable String outcome) {
        int from = ModelNames.number(names.consumers, consumer);
        int what = ModelNames.number(names.effects, outcome);
        if (effects.get(from, what) == 0 && !takes()) {
            from = names.consumers.number(CappedNames.OTHER);
            what = names.effects.number(CappedNames.OTHER);
        }
        effects.add(from, what, 1);
    }

    private boolean takes() {
        boolean taken = names.combinations.take();
        apart += taken ? 1 : 0;
        return taken;
    }

    /** How many combinations have a place of their own. */
    int apart() {
        return apart;
    }

    void save(StateWriter to) {
        to.varint(business.size());
        business.forEach((key, tally) -> {
            to.varint(key.event());
            to.varint(key.unit());
            to.varint(key.arm());
            to.varint(tally.events);
            to.number(tally.value);
        });
        ratings.write(to);
        effects.write(to);
    }

    void restore(StateReader from) {
        int count = from.count(4 + Double.BYTES);
        for (int i = 0; i < count; i++) {
            Business key = new Business(
                    from.below(names.events.size()), from.below(names.units.size()), from.below(names.arms.size()));
            Tally tally = new Tally();
            tally.events = from.counted();
            tally.value = from.number();
            from.require(business.put(key, tally) == null, "each business event once");
        }
        ratings.read(from);
        effects.read(from);
        from.require(
                ratings.within(names.ratings.size(), 1) && effects.within(names.consumers.size(), names.effects.size()),
                "ratings, consumers and effects that have a name");
        apart = business.size() + effects.count();
        names.combinations.restored(apart);
    }

    List<ScoreSnapshot.BusinessCount> business() {
        List<ScoreSnapshot.BusinessCount> all = new ArrayList<>(business.size());
        business.forEach((key, tally) -> all.add(new ScoreSnapshot.BusinessCount(
                names.events.name(key.event()),
                names.units.name(key.unit()),
                names.arms.name(key.arm()),
                tally.events,
                tally.value)));
        return all;
    }

    List<ScoreSnapshot.Pair> feedback() {
        List<ScoreSnapshot.Pair> all = new ArrayList<>();
        for (int rating = 0; rating < ratings.rows(); rating++) {
            if (ratings.get(rating, 0) > 0) {
                all.add(new ScoreSnapshot.Pair(names.ratings.name(rating), "", ratings.get(rating, 0)));
            }
        }
        return all;
    }

    List<ScoreSnapshot.Pair> downstream() {
        List<ScoreSnapshot.Pair> all = new ArrayList<>();
        for (int consumer = 0; consumer < effects.rows(); consumer++) {
            for (int outcome = 0; outcome < effects.columns(consumer); outcome++) {
                if (effects.get(consumer, outcome) > 0) {
                    all.add(new ScoreSnapshot.Pair(
                            names.consumers.name(consumer),
                            names.effects.name(outcome),
                            effects.get(consumer, outcome)));
                }
            }
        }
        return all;
    }
}
