package io.watchbill.cli.routing;

import io.watchbill.alertmanager.WhatIf;
import io.watchbill.alertmanager.simulation.Notification;
import io.watchbill.alertmanager.simulation.Withheld;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens if an alert fires, as programs read it. Times are instants.
 *
 * @param messages in the order of time
 * @param next who is called if nobody acknowledges, by the pager's own policy
 * @param withheld who is not told, why and until when
 * @param silences alerts that say nothing while it fires
 */
public record WhatIfAnswer(
        String system,
        String alert,
        String priority,
        Map<String, String> labels,
        String from,
        String until,
        String timezone,
        List<Message> messages,
        List<Next> next,
        List<Held> withheld,
        List<String> silences) {

    /**
     * One message.
     *
     * @param why first, news, resolved or repeated
     * @param alerts how many firing alerts it speaks of
     * @param who the level and whoever stands watch then, where the specification knows
     */
    public record Message(
            String at,
            String receiver,
            List<String> through,
            String why,
            int alerts,
            @Nullable String who) {}

    /** One level above the first. */
    public record Next(String at, String who) {}

    /**
     * A receiver that is not told.
     *
     * @param because inactive, muted or inhibited
     * @param by the intervals, or the alert, that are the reason
     */
    public record Held(String receiver, String because, List<String> by, String from, String until) {}

    /** The entry of an answer. */
    public static WhatIfAnswer of(WhatIf answer) {
        return new WhatIfAnswer(
                answer.plan().system(),
                answer.alert().name(),
                answer.alert().priority().name(),
                answer.labels(),
                text(answer.from()),
                text(answer.until()),
                answer.zone().getId(),
                answer.told().stream().map(WhatIfAnswer::message).toList(),
                answer.next().stream()
                        .map(next -> new Next(text(next.at()), next.who()))
                        .toList(),
                answer.held().stream().map(WhatIfAnswer::held).toList(),
                answer.silences());
    }

    private static Message message(WhatIf.Told told) {
        Notification notification = told.notification();
        return new Message(
                text(notification.at()),
                notification.leaf().receiver(),
                told.through(),
                notification.reason().name().toLowerCase(Locale.ROOT),
                notification.firing().size(),
                told.who().orElse(null));
    }

    private static Held held(Withheld withheld) {
        String because = "inhibited";
        List<String> by = List.of();
        if (withheld.cause() instanceof Withheld.Cause.Inactive inactive) {
            because = "inactive";
            by = inactive.intervals();
        } else if (withheld.cause() instanceof Withheld.Cause.Muted muted) {
            because = "muted";
            by = List.of(muted.interval());
        } else if (withheld.cause() instanceof Withheld.Cause.Inhibited inhibited) {
            by = List.of(inhibited.by());
        }
        return new Held(withheld.leaf().receiver(), because, by, text(withheld.from()), text(withheld.until()));
    }

    private static String text(Instant at) {
        return at.toString();
    }
}
