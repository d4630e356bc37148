package io.watchbill.engine;

/** A batch's texts as capped names, each looked up once a batch rather than once an event. Not thread-safe. */
final class BatchNumbers {
    private final BinnedBatch batch;
    private final CappedNames names;
    private final String absent;
    /** By the text's number + 1, the name's number + 1; 0 where it was not looked up yet. */
    private final int[] known;

    /** @param absent stands for no text */
    BatchNumbers(BinnedBatch batch, CappedNames names, String absent) {
        this.batch = batch;
        this.names = names;
        this.absent = absent;
        this.known = new int[batch.texts.size() + 1];
    }

    /** The name's number of a text. Names beyond the cap are looked up each time, so that each event counts. */
    int of(int text) {
        int number = known[text + 1] - 1;
        if (number >= 0) {
            return number;
        }
        String name = text == BinnedBatch.NO_TEXT ? absent : batch.texts.get(text);
        number = names.number(name);
        if (names.name(number).equals(name)) {
            known[text + 1] = number + 1;
        }
        return number;
    }
}
