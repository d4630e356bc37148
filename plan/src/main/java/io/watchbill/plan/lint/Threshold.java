package io.watchbill.plan.lint;

import io.watchbill.spec.promql.Query;
import java.util.List;
import java.util.Set;

/** An alert lets only those values through that pass a limit: without one, or with {@code bool}, it always fires. */
final class Threshold implements Rule {
    private static final Set<String> PRESENCE = Set.of("absent", "absent_over_time");
    private static final Set<String> CONSTANT = Set.of("vector", "scalar", "pi");

    /** What decides whether a query has elements; the later, the better. */
    private enum Decided {
        BY_NOTHING,
        BY_BOOL,
        BY_LIMIT
    }

    @Override
    public void judge(Judged judged) {
        for (Judged.WrittenQuery written : judged.alertQueries()) {
            Decided decided = decided(written.query());
            if (decided != Decided.BY_LIMIT) {
                String name = written.alert().orElseThrow().alert().name();
                judged.report(
                        LintCode.NO_THRESHOLD,
                        written.pointer(),
                        decided == Decided.BY_BOOL
                                ? name + " compares with bool, which gives 0 or 1, and fires on both"
                                : name + " compares with nothing, so it fires whatever the value is",
                        "a comparison with a limit, such as > 5",
                        decided == Decided.BY_BOOL
                                ? "leave bool out"
                                : "say from which value on somebody has to act; for series that are gone, absent(…)");
            }
        }
    }

    private static Decided decided(Query query) {
        if (query instanceof Query.Binary binary) {
            return decided(binary);
        } else if (query instanceof Query.Call call && PRESENCE.contains(call.function())) {
            return Decided.BY_LIMIT;
        }
        return best(query.parts());
    }

    private static Decided decided(Query.Binary binary) {
        if (binary.compares()) {
            boolean constant = binary.all().stream().noneMatch(Threshold::varies);
            Decided own = binary.bool() ? Decided.BY_BOOL : Decided.BY_LIMIT;
            return better(constant ? Decided.BY_NOTHING : own, best(binary.parts()));
        }
        return switch (binary.operator()) {
            // Elements of the right side take elements away: that is a limit too.
            case "unless" -> Decided.BY_LIMIT;
            case "or" -> worse(decided(binary.left()), decided(binary.right()));
            default -> best(binary.parts());
        };
    }

    private static boolean varies(Query part) {
        return part instanceof Query.Series || (part instanceof Query.Call call && !CONSTANT.contains(call.function()));
    }

    private static Decided best(List<Query> parts) {
        return parts.stream().map(Threshold::decided).reduce(Decided.BY_NOTHING, Threshold::better);
    }

    private static Decided better(Decided one, Decided other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Decided worse(Decided one, Decided other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
