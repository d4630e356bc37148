package io.watchbill.alertmanager;

import io.watchbill.alertmanager.calendar.CalendarIntervals;
import io.watchbill.alertmanager.calendar.Horizon;
import io.watchbill.alertmanager.calendar.Intervals;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.plan.Plan;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The time intervals of one system and which priorities heed them.
 *
 * @param times everything that the system's routes name, each used at least once
 * @param problems times that cannot be written; they are missing from {@code times}
 */
public record SystemIntervals(List<SystemTime> times, List<RoutingProblem> problems) {

    public SystemIntervals {
        times = List.copyOf(times);
        problems = List.copyOf(problems);
    }

    /** The intervals of a plan. */
    public static SystemIntervals of(Plan plan) {
        List<SystemTime> times = new ArrayList<>();
        List<RoutingProblem> problems = new ArrayList<>();
        if (Arrays.stream(Priority.values()).anyMatch(priority -> waitsForBusiness(plan, priority))) {
            addBusiness(plan, times, problems);
        }
        List<MaintenanceWindow> maintenance = plan.specification().maintenance();
        for (int i = 0; i < maintenance.size(); i++) {
            if (!maintenance.get(i).mutes().isEmpty()) {
                addWindow(plan, maintenance.get(i), "/maintenance/" + i + "/frequency", times, problems);
            }
        }
        return new SystemIntervals(times, problems);
    }

    /** What its routes name. */
    List<NamedIntervals> intervals() {
        return times.stream().map(SystemTime::intervals).toList();
    }

    /** Windows that end with their last date. */
    List<WrittenOut> writtenOut() {
        return times.stream().flatMap(time -> time.writtenOut().stream()).toList();
    }

    /** Names of the intervals outside of which the priority notifies nobody; always notifies where empty. */
    List<String> active(Plan plan, Priority priority) {
        return waitsForBusiness(plan, priority) ? names(SystemTime.Kind.BUSINESS_HOURS) : List.of();
    }

    /** Names of the intervals in which the priority notifies nobody. */
    List<String> mutes(Plan plan, Priority priority) {
        List<String> holidays = waitsForBusiness(plan, priority) ? names(SystemTime.Kind.HOLIDAYS) : List.of();
        Stream<String> windows =
                times.stream().filter(time -> time.mutes().contains(priority)).map(SystemTime::name);
        return Stream.concat(holidays.stream(), windows).toList();
    }

    private List<String> names(SystemTime.Kind kind) {
        return times.stream()
                .filter(time -> time.kind() == kind)
                .map(SystemTime::name)
                .toList();
    }

    static boolean waitsForBusiness(Plan plan, Priority priority) {
        return plan.specification().alerting().severity(priority).respondWithin()
                instanceof ResponseTime.NextBusinessDay;
    }

    private static void addWindow(
            Plan plan,
            MaintenanceWindow window,
            String specPath,
            List<SystemTime> times,
            List<RoutingProblem> problems) {
        String what = "maintenance window '" + window.name() + "'";
        Intervals compiled = CalendarIntervals.window(
                window.frequency(),
                window.duration(),
                window.timezone(),
                new Horizon(plan.target().day(), window.horizon()));
        if (compiled instanceof Intervals.Inexact inexact) {
            problems.add(new RoutingProblem(plan.system(), specPath, true, what + " " + inexact.reason()));
            return;
        }
        Optional<WrittenOut> writtenOut = compiled instanceof Intervals.Unrolled unrolled
                ? Optional.of(new WrittenOut(plan.system(), specPath, what, unrolled.until(), unrolled.reason()))
                : Optional.empty();
        List<IntervalItem> items =
                compiled instanceof Intervals.Exact exact ? exact.items() : ((Intervals.Unrolled) compiled).items();
        times.add(new SystemTime(
                SystemTime.Kind.MAINTENANCE,
                new NamedIntervals(plan.system() + "/maintenance/" + window.name(), items),
                what,
                specPath,
                window.horizon(),
                window.mutes(),
                writtenOut));
    }

    private static void addBusiness(Plan plan, List<SystemTime> times, List<RoutingProblem> problems) {
        OnCall onCall = plan.specification().onCall();
        ZoneId zone = onCall.timezone();
        Intervals open = CalendarIntervals.open(onCall.businessHours(), zone);
        if (open instanceof Intervals.Exact exact) {
            times.add(business(plan, SystemTime.Kind.BUSINESS_HOURS, "business-hours", exact.items()));
        } else if (open instanceof Intervals.Inexact inexact) {
            problems.add(new RoutingProblem(
                    plan.system(), "/onCall/businessHours/hours", true, "business hours " + inexact.reason()));
        }
        List<IntervalItem> days = CalendarIntervals.days(onCall.businessHours().holidays(), zone);
        if (!days.isEmpty()) {
            times.add(business(plan, SystemTime.Kind.HOLIDAYS, "holidays", days));
        }
    }

    private static SystemTime business(Plan plan, SystemTime.Kind kind, String name, List<IntervalItem> items) {
        return new SystemTime(
                kind,
                new NamedIntervals(plan.system() + "/" + name, items),
                "the calendar of " + name.replace('-', ' '),
                "/onCall/businessHours/" + (kind == SystemTime.Kind.HOLIDAYS ? "holidays" : "hours"),
                MaintenanceWindow.DEFAULT_HORIZON,
                Set.of(),
                Optional.empty());
    }
}
