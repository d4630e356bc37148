package io.watchbill.spec.finding;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys whose values are secrets wherever they stand. Findings end in logs and in reviews, so that the lines that they show
 * have stars in place of them.
 */
public final class SecretKeys {

    /** Settings that Alertmanager masks on its own pages. */
    private static final Set<String> NAMES = Set.of(
            "alert_source_token",
            "api_key",
            "api_secret",
            "app_token",
            "auth_password",
            "auth_secret",
            "bearer_token",
            "bot_token",
            "client_secret",
            "credentials",
            "password",
            "routing_key",
            "secret_key",
            "service_key",
            "token",
            "token_id",
            "user_key",
            "webhook_url");

    /** A secret in some kinds of receivers, and no loss in a message about others. */
    private static final String ADDRESS = "api_url";

    /** A key with its value in quotes, or up to what ends it. */
    private static final Pattern SETTING =
            Pattern.compile("(?<![A-Za-z0-9_])[\"']?(?:" + String.join("|", new TreeSet<>(NAMES)) + "|" + ADDRESS
                    + ")[\"']?\\s*:\\s+(\"(?:\\\\.|[^\"\\\\])*+\"?|'(?:''|[^'])*+'?|[^\\s\\[{][^,}\\]]*)");

    private SecretKeys() {}

    /** Whether the value of the key is a secret, whatever it belongs to. */
    public static boolean contains(String key) {
        return NAMES.contains(key);
    }

    /** A line of a specification with a star in place of each character of a secret, so that columns stay where they are. */
    static String masked(String line) {
        Matcher setting = SETTING.matcher(line);
        StringBuilder masked = new StringBuilder(line);
        while (setting.find()) {
            for (int i = setting.start(1); i < setting.end(1); i++) {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }
}
