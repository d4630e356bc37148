package io.watchbill.alertmanager.operator;

import io.watchbill.alertmanager.SystemIntervals;
import io.watchbill.alertmanager.SystemTime;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.alertmanager.calendar.Horizon;
import io.watchbill.alertmanager.calendar.UtcIntervals;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of one system in UTC, because an {@code AlertmanagerConfig} has no place for a zone.
 *
 * @param intervals named as in the resource
 * @param writtenOut those that end with their last date
 */
record UtcTimes(List<NamedIntervals> intervals, List<WrittenOut> writtenOut) {

    private static final String REASON = "an AlertmanagerConfig knows no time zone but UTC";

    static UtcTimes of(Plan plan) {
        List<NamedIntervals> intervals = new ArrayList<>();
        List<WrittenOut> writtenOut = new ArrayList<>();
        for (SystemTime named : SystemIntervals.of(plan).times()) {
            String name = OperatorConfig.own(plan, named.intervals().name());
            List<IntervalItem> items = named.intervals().timeIntervals();
            if (UtcIntervals.isPlain(items)) {
                intervals.add(new NamedIntervals(name, items));
                named.writtenOut().ifPresent(writtenOut::add);
            } else {
                Horizon horizon = new Horizon(plan.target().day(), named.horizon());
                List<IntervalItem> inUtc = new ArrayList<>(UtcIntervals.of(items, horizon));
                if (named.kind() == SystemTime.Kind.BUSINESS_HOURS) {
                    // A leaf whose hours are over would tell nobody for ever; better at any hour than never.
                    inUtc.add(UtcIntervals.after(horizon));
                }
                intervals.add(new NamedIntervals(name, inUtc));
                writtenOut.add(new WrittenOut(plan.system(), named.specPath(), named.what(), horizon.last(), REASON));
            }
        }
        return new UtcTimes(intervals, writtenOut);
    }
}
