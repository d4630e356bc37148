package io.watchbill.dashboards;

import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Operator;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** P-values on a scale that people can read: minus their decimal logarithm, so that more is stronger. */
final class Evidence {

    private static final int PLACES = 3;

    private Evidence() {}

    /** What an alert asks of the p-values, beside the panel of the effect. */
    static Draft of(String key, String title, List<AlertLine> lines, boolean severalModels) {
        Draft draft = Draft.lines(key + "/evidence", title + ": evidence against chance", false)
                .says(
                        "Minus the decimal logarithm of the p-value: 3 means that chance alone gives this once in a thousand"
                                + " times. The alert fires only where effect and evidence both pass their lines.")
                .whenEmpty("no value yet: see the first row")
                .decimals(1)
                .from(0)
                .sized(Draft.THIRD, Draft.HEIGHT);
        Map<String, String> legends = new LinkedHashMap<>();
        lines.forEach(line -> legends.putIfAbsent(promql(line.value().text()), line.legend(severalModels, title)));
        legends.forEach(draft::line);
        return draft.troubles(lines.stream()
                .map(line -> new Looks.Trouble(mirrored(line.bound()), line.critical()))
                .toList());
    }

    /** A query for p-values on that scale; what is under 10^-12 counts as 10^-12. */
    static String promql(String pValues) {
        return "0 - log10(clamp_min(" + pValues + ", 1e-12))";
    }

    /** A p-value on that scale, to three places. */
    static BigDecimal of(BigDecimal pValue) {
        return BigDecimal.valueOf(-Math.log10(pValue.doubleValue()))
                .setScale(PLACES, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private static Bound mirrored(Bound bound) {
        BigDecimal limit = of(Looks.limits(bound).get(0));
        return new Bound.Comparison(
                Operator.GREATER, new Quantity(limit, Quantity.Notation.PLAIN, limit.toPlainString()));
    }
}
