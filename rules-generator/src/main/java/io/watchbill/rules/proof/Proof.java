package io.watchbill.rules.proof;

import java.util.List;

/**
 * The tests of one alert, and what of it they leave open.
 *
 * @param cases none where it is not tested at all
 */
record Proof(List<ProvenCase> cases, List<Gap> gaps) {

    /**
     * Something that is not tested.
     *
     * @param what the alert's name, or that and which of its sides
     * @param why the rest of a sentence that begins with "because"
     */
    record Gap(String what, String why) {}

    Proof {
        cases = List.copyOf(cases);
        gaps = List.copyOf(gaps);
    }

    static Proof missing(String what, String why) {
        return new Proof(List.of(), List.of(new Gap(what, why)));
    }
}
