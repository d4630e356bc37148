package io.watchbill.runbooks.site;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links between Markdown files as links between the pages made of them. */
final class SiteLinks {

    private static final Pattern PARTS = Pattern.compile("([^#]*)(#.*)?");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private final Map<String, String> pages = new HashMap<>();

    SiteLinks(List<SitePage> site) {
        for (SitePage page : site) {
            pages.put(page.source(), page.path());
            if (!page.address().isEmpty()) {
                pages.put(page.address(), page.path());
            }
        }
    }

    /** The link as the page writes it; what leads out of the site stays as it is. */
    String of(String link, SitePage from) {
        Matcher parts = PARTS.matcher(link);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return link;
        }
        String target = pages.get(ABSOLUTE.matcher(link).matches() ? parts.group(1) : resolved(parts.group(1), from));
        if (target == null) {
            return link;
        }
        Path folder = folder(from.path());
        String relative = folder.relativize(Path.of("/", target)).toString().replace('\\', '/');
        return relative + (parts.group(2) == null ? "" : parts.group(2));
    }

    private static String resolved(String link, SitePage from) {
        Path file = folder(from.source()).resolve(link).normalize();
        return file.toString().replace('\\', '/').replaceFirst("^/", "");
    }

    private static Path folder(String path) {
        Path parent = Path.of("/", path).getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
