package io.watchbill.plan.lint;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Metadata;
import java.util.Optional;

/** A summary is read alone, on a phone, by somebody who looks after many systems. */
final class SpecificSummary implements Rule {
    private static final String SYSTEM_LABEL = "$labels.system";

    @Override
    public void judge(Judged judged) {
        Metadata system = judged.specification().metadata();
        for (Judged.Written written : judged.writtenAlerts()) {
            Optional<String> summary = written.alert().summary();
            if (summary.isEmpty() && written.alert().expression() instanceof AlertExpression.Promql) {
                judged.report(
                        LintCode.VAGUE_SUMMARY,
                        written.pointer() + "/name",
                        written.alert().name() + " has no summary, and PromQL has no words",
                        "summary with one sentence about " + system.title(),
                        "write what is the case, such as: summary: The queue of " + system.title()
                                + " does not drain.");
            } else if (summary.filter(text -> !text.contains(SYSTEM_LABEL) && !Wording.names(text, system))
                    .isPresent()) {
                judged.report(
                        LintCode.VAGUE_SUMMARY,
                        written.pointer() + "/summary",
                        "the summary of " + written.alert().name() + " does not say which system it is about",
                        "a sentence with '" + system.title() + "' or '" + system.name() + "' in it",
                        "name the system, or write {{ $labels.system }}");
            }
        }
    }
}
