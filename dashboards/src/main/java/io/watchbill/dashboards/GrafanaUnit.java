package io.watchbill.dashboards;

import io.watchbill.plan.PanelKeys;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import java.util.Locale;
import java.util.Set;

/** Grafana's names of the units that we draw, each written once. */
final class GrafanaUnit {

    static final String NUMBER = "short";
    static final String SHARE = "percentunit";
    static final String SECONDS = "s";
    static final String AGE = "dtdurations";
    static final String EVENTS_PER_SECOND = "cps";
    static final String REQUESTS_PER_SECOND = "reqps";
    static final String BYTES = "bytes";
    static final String DATE = "dateTimeAsIso";

    private GrafanaUnit() {}

    /** The currencies for which Grafana has a sign, by their ISO 4217 codes. */
    private static final Set<String> CURRENCIES = Set.of(
            "USD", "GBP", "EUR", "JPY", "RUB", "UAH", "BRL", "DKK", "ISK", "NOK", "SEK", "CZK", "CHF", "PLN", "ZAR",
            "INR", "KRW", "IDR", "PHP", "VND", "TRY", "MYR");

    /** Of what business values are counted in: a currency by its code, else a number. */
    static String ofValue(String unit) {
        String code = unit.toUpperCase(Locale.ROOT);
        return CURRENCIES.contains(code) ? "currency" + code : NUMBER;
    }

    /** Of a metric: requests are called so. */
    static String of(CatalogueMetric metric) {
        return metric.name().equals(PanelKeys.REQUEST_RATE) ? REQUESTS_PER_SECOND : of(metric.unit());
    }

    /** Grafana's name of a unit of the specification. */
    static String of(Unit unit) {
        return switch (unit) {
            case RATIO -> SHARE;
            case SECONDS -> SECONDS;
            case BYTES -> BYTES;
            case BYTES_PER_SECOND -> "Bps";
            case PER_SECOND -> EVENTS_PER_SECOND;
            case COUNT, NUMBER -> NUMBER;
        };
    }
}
