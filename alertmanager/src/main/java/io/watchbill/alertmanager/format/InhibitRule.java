package io.watchbill.alertmanager.format;

import java.util.List;

/**
 * While an alert of the source fires, alerts of the target with the same values of {@code equal} notify nobody. No
 * alert may match both sides: versions 0.30 to 0.34.0 then page anyway.
 */
public record InhibitRule(List<Matcher> sourceMatchers, List<Matcher> targetMatchers, List<String> equal) {

    public InhibitRule {
        sourceMatchers = List.copyOf(sourceMatchers);
        targetMatchers = List.copyOf(targetMatchers);
        equal = List.copyOf(equal);
    }
}
