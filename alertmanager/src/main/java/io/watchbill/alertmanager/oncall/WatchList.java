package io.watchbill.alertmanager.oncall;

import io.watchbill.spec.Rotation;
import io.watchbill.spec.calendar.WallClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The watches of a role in order. */
public final class WatchList {

    private WatchList() {}

    /**
     * The stints of a stretch of time, without holes between them; neighbours differ in their people.
     *
     * @param zone of the on-call
     * @param from included; the first stint begins there
     * @param to excluded; the last one ends there
     */
    public static List<Stint> of(Rotation.Scheduled rotation, ZoneId zone, Instant from, Instant to) {
        TreeSet<Instant> edges = new TreeSet<>();
        rotation.shifts().forEach(shift -> addEdges(shift, shift.timezone().orElse(zone), from, to, edges));
        for (Rotation.StandIn standIn : rotation.overrides()) {
            edges.add(standIn.from().atZone(zone).toInstant());
            edges.add(standIn.to().atZone(zone).toInstant());
        }
        edges.removeIf(edge -> !edge.isAfter(from) || !edge.isBefore(to));
        edges.add(to);
        List<Stint> stints = new ArrayList<>();
        Instant begin = from;
        for (Instant edge : edges) {
            List<String> people = rotation.watchers(begin, zone);
            int last = stints.size() - 1;
            if (last >= 0 && stints.get(last).people().equals(people)) {
                stints.set(last, new Stint(stints.get(last).from(), edge, people));
            } else {
                stints.add(new Stint(begin, edge, people));
            }
            begin = edge;
        }
        return List.copyOf(stints);
    }

    private static void addEdges(Rotation.Shift shift, ZoneId zone, Instant from, Instant to, Set<Instant> edges) {
        OptionalLong turn = shift.schedule().turn(from, zone);
        for (long next = turn.isEmpty() ? 0 : turn.getAsLong() + 1; ; next++) {
            Instant handOver = shift.schedule().handOver(next, zone).toInstant();
            if (!handOver.isBefore(to)) {
                break;
            }
            edges.add(handOver);
        }
        shift.hours().ifPresent(hours -> {
            LocalDate last = LocalDate.ofInstant(to, zone);
            LocalDate.ofInstant(from, zone).datesUntil(last.plusDays(1)).forEach(date -> {
                for (LocalTime time : hours.edges()) {
                    // Where a time comes twice, the clock is in the hours or out of them twice.
                    edges.add(WallClock.reaches(date.atTime(time), zone));
                    edges.add(WallClock.passes(date.atTime(time), zone));
                }
            });
        });
    }
}
