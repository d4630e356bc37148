package io.watchbill.engine;

/**
 * What became of a version's labels, and of predictions that never got one.
 *
 * @param joined labels that found their prediction
 * @param duplicate labels of a prediction that had one
 * @param orphan labels whose prediction never came
 * @param unlabelled predictions whose label did not come in time, or that had to be forgotten before
 */
public record LabelCounts(long joined, long duplicate, long orphan, long unlabelled) {
    LabelCounts withJoined() {
        return new LabelCounts(joined + 1, duplicate, orphan, unlabelled);
    }

    LabelCounts withDuplicate() {
        return new LabelCounts(joined, duplicate + 1, orphan, unlabelled);
    }

    LabelCounts withOrphan() {
        return new LabelCounts(joined, duplicate, orphan + 1, unlabelled);
    }

    LabelCounts withUnlabelled() {
        return new LabelCounts(joined, duplicate, orphan, unlabelled + 1);
    }
}
