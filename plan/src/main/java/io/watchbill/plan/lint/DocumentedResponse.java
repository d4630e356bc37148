package io.watchbill.plan.lint;

import io.watchbill.spec.Priority;

/** Owner, severity and response time of an alert are never missing; whom it hurts is, unless somebody says it. */
final class DocumentedResponse implements Rule {

    @Override
    public void judge(Judged judged) {
        for (Judged.Written written : judged.writtenAlerts()) {
            Priority priority = written.alert().severity();
            boolean said =
                    written.alert().impact().filter(text -> !text.isBlank()).isPresent();
            if (!said && priority != Priority.P4) {
                judged.report(
                        LintCode.UNDOCUMENTED_RESPONSE,
                        written.pointer() + "/name",
                        written.alert().name() + " at " + priority + " does not say whom it hurts",
                        "impact with who suffers and how",
                        "write the impact; if nobody suffers, P4 is enough");
            }
        }
    }
}
