package io.watchbill.plan.lint;

import io.watchbill.spec.Runbooks.Troubleshooting;
import java.util.Optional;

/** Who is woken must find written down what to look at and what to do. Implied alerts come with their own steps. */
final class Actionable implements Rule {

    @Override
    public void judge(Judged judged) {
        for (Judged.Written written : judged.writtenAlerts()) {
            Optional<String> runbook = written.alert().runbook();
            if (runbook.isEmpty()) {
                judged.report(
                        LintCode.NOT_ACTIONABLE,
                        written.pointer() + "/name",
                        written.alert().name() + " has no runbook",
                        "runbook with the id of an entry of runbooks.troubleshooting, or an address",
                        "write what to look at and what to do about it; if there is nothing to do, it is no alert:"
                                + " state: shadow");
                continue;
            }
            judged.specification()
                    .runbooks()
                    .troubleshooting(runbook.get())
                    .ifPresent(entry -> judge(judged, written, entry));
        }
    }

    private static void judge(Judged judged, Judged.Written written, Troubleshooting entry) {
        String missing = entry.investigation().isEmpty() ? "investigation" : "";
        if (entry.resolution().isBlank()) {
            missing = missing.isEmpty() ? "resolution" : missing + " and no resolution";
        }
        if (!missing.isEmpty()) {
            judged.report(
                    LintCode.NOT_ACTIONABLE,
                    written.pointer() + "/runbook",
                    "the runbook of " + written.alert().name() + " has no " + missing,
                    "an entry with investigation and resolution",
                    "write them under the id " + entry.id() + " of runbooks.troubleshooting");
        }
    }
}
