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
import java.util.List;

/**
 * The time intervals of one system and which priorities heed them.
 *
 * @param intervals everything that the system's routes name, each used at least once
 * @param businessHours names of the intervals in which people work; empty where no priority asks for them or they
 *     cannot be written
 * @param holidays names of the intervals of holidays
 * @param writtenOut the windows that end with their last date
 */
record SystemIntervals(
        List<NamedIntervals> intervals,
        List<String> businessHours,
        List<String> holidays,
        List<Mute> windows,
        List<WrittenOut> writtenOut,
        List<RoutingProblem> problems) {

    /** A maintenance window and whom it silences. */
    record Mute(String interval, MaintenanceWindow window) {}

    static SystemIntervals of(Plan plan) {
        List<NamedIntervals> intervals = new ArrayList<>();
        List<RoutingProblem> problems = new ArrayList<>();
        List<String> businessHours = new ArrayList<>();
        List<String> holidays = new ArrayList<>();
        List<Mute> windows = new ArrayList<>();
        List<WrittenOut> writtenOut = new ArrayList<>();
        if (anyWaitsForBusiness(plan)) {
            addBusiness(plan, intervals, businessHours, holidays, problems);
        }
        List<MaintenanceWindow> maintenance = plan.specification().maintenance();
        for (int i = 0; i < maintenance.size(); i++) {
            MaintenanceWindow window = maintenance.get(i);
            if (window.mutes().isEmpty()) {
                continue;
            }
            String name = plan.system() + "/maintenance/" + window.name();
            String specPath = "/maintenance/" + i + "/frequency";
            Intervals compiled = CalendarIntervals.window(
                    window.frequency(),
                    window.duration(),
                    window.timezone(),
                    new Horizon(plan.target().day(), window.horizon()));
            if (compiled instanceof Intervals.Exact exact) {
                intervals.add(new NamedIntervals(name, exact.items()));
                windows.add(new Mute(name, window));
            } else if (compiled instanceof Intervals.Unrolled unrolled) {
                intervals.add(new NamedIntervals(name, unrolled.items()));
                windows.add(new Mute(name, window));
                writtenOut.add(
                        new WrittenOut(plan.system(), specPath, window.name(), unrolled.until(), unrolled.reason()));
            } else if (compiled instanceof Intervals.Inexact inexact) {
                problems.add(new RoutingProblem(
                        plan.system(),
                        specPath,
                        true,
                        "maintenance window '" + window.name() + "' " + inexact.reason()));
            }
        }
        return new SystemIntervals(intervals, businessHours, holidays, windows, writtenOut, problems);
    }

    /** Names of the intervals outside of which the priority notifies nobody; always notifies where empty. */
    List<String> active(Plan plan, Priority priority) {
        return waitsForBusiness(plan, priority) ? businessHours : List.of();
    }

    /** Names of the intervals in which the priority notifies nobody. */
    List<String> mutes(Plan plan, Priority priority) {
        List<String> names = new ArrayList<>();
        if (waitsForBusiness(plan, priority)) {
            names.addAll(holidays);
        }
        for (Mute mute : windows) {
            if (mute.window().mutes().contains(priority)) {
                names.add(mute.interval());
            }
        }
        return names;
    }

    static boolean waitsForBusiness(Plan plan, Priority priority) {
        return plan.specification().alerting().severity(priority).respondWithin()
                instanceof ResponseTime.NextBusinessDay;
    }

    private static boolean anyWaitsForBusiness(Plan plan) {
        for (Priority priority : Priority.values()) {
            if (waitsForBusiness(plan, priority)) {
                return true;
            }
        }
        return false;
    }

    private static void addBusiness(
            Plan plan,
            List<NamedIntervals> intervals,
            List<String> businessHours,
            List<String> holidays,
            List<RoutingProblem> problems) {
        OnCall onCall = plan.specification().onCall();
        ZoneId zone = onCall.timezone();
        Intervals open = CalendarIntervals.open(onCall.businessHours(), zone);
        if (open instanceof Intervals.Exact exact) {
            String name = plan.system() + "/business-hours";
            intervals.add(new NamedIntervals(name, exact.items()));
            businessHours.add(name);
        } else if (open instanceof Intervals.Inexact inexact) {
            problems.add(new RoutingProblem(
                    plan.system(), "/onCall/businessHours/hours", true, "business hours " + inexact.reason()));
        }
        List<IntervalItem> days = CalendarIntervals.days(onCall.businessHours().holidays(), zone);
        if (!days.isEmpty()) {
            String name = plan.system() + "/holidays";
            intervals.add(new NamedIntervals(name, days));
            holidays.add(name);
        }
    }
}
