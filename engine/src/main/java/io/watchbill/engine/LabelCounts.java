package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * What became of a version's labels, and of predictions that never got one. The sum of joined, duplicate and relabelled
 * does not depend on the order in which labels of one prediction came; how it is shared between the last two does.
 *
 * @param joined labels that were the first of their prediction
 * @param duplicate labels that said the same again, or that were older than the one that counts
 * @param relabelled labels that corrected an older one
 * @param orphan labels whose prediction never came
 * @param unlabelled predictions whose label did not come in time, or that had to be forgotten before
 */
public record LabelCounts(long joined, long duplicate, long relabelled, long orphan, long unlabelled) {
    void save(StateWriter to) {
        to.varint(joined);
        to.varint(duplicate);
        to.varint(relabelled);
        to.varint(orphan);
        to.varint(unlabelled);
    }

    static LabelCounts restored(StateReader from) {
        return new LabelCounts(from.counted(), from.counted(), from.counted(), from.counted(), from.counted());
    }

    LabelCounts withJoined() {
        return new LabelCounts(joined + 1, duplicate, relabelled, orphan, unlabelled);
    }

    LabelCounts withDuplicate() {
        return new LabelCounts(joined, duplicate + 1, relabelled, orphan, unlabelled);
    }

    LabelCounts withRelabelled() {
        return new LabelCounts(joined, duplicate, relabelled + 1, orphan, unlabelled);
    }

    LabelCounts withOrphan() {
        return new LabelCounts(joined, duplicate, relabelled, orphan + 1, unlabelled);
    }

    LabelCounts withUnlabelled(long predictions) {
        return new LabelCounts(joined, duplicate, relabelled, orphan, unlabelled + predictions);
    }
}
