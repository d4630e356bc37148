package io.watchbill.runbooks.site;

import io.watchbill.spec.Priority;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page of the site.
 *
 * @param source the Markdown's path in the output folder, which its relative links go out from
 * @param path the page's path in the site
 * @param title what the browser's tab shows
 * @param alerts the priorities of the alerts that have a section in it, by anchor
 * @param address where the Markdown is said to be published, empty where nobody said: links to it stay within the site
 */
public record SitePage(String source, String path, String title, Map<String, Priority> alerts, String address) {

    public SitePage {
        alerts = new LinkedHashMap<>(alerts);
    }
}
