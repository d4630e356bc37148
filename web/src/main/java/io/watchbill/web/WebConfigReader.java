package io.watchbill.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the web configuration: the file of Prometheus's exporter-toolkit, with the same keys and meanings, and what is
 * Watchbill's own under {@code watchbill}. Everything that is wrong is said at once.
 */
final class WebConfigReader {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-8])\\$[./A-Za-z0-9]{53}");
    private static final int SHORTEST_TOKEN = 16;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{" + SHORTEST_TOKEN + ",4096}");

    private final Path folder;
    private final ConfigFiles files;
    private final List<String> problems = new ArrayList<>();

    private WebConfigReader(Path folder, ConfigFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** The configuration in a file; paths in it are relative to its folder. */
    static WebConfig read(Path file, ConfigFiles files) throws WebConfigException {
        String text;
        try {
            text = files.guarded(file);
        } catch (IOException e) {
            throw new WebConfigException("--web.config.file: " + e.getMessage());
        }
        Path parent = file.toAbsolutePath().getParent();
        WebConfigReader reader = new WebConfigReader(parent == null ? file : parent, files);
        WebConfig config = reader.config(YamlMap.read(file.toString(), text, reader.problems));
        if (!reader.problems.isEmpty()) {
            throw new WebConfigException(reader.problems);
        }
        return config;
    }

    private WebConfig config(YamlMap root) {
        if (root.has("rate_limit")) {
            root.wrong("rate_limit", "not supported; --maximum-in-flight and --maximum-connections bound requests");
        }
        root.expectKeys("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit", "watchbill");
        Optional<TlsSettings> tls = root.map("tls_server_config").flatMap(map -> TlsReader.read(map, folder, files));
        Map<String, String> headers =
                root.map("http_server_config").map(WebConfigReader::headers).orElse(Map.of());
        Map<String, String> users =
                root.map("basic_auth_users").map(WebConfigReader::users).orElse(Map.of());
        Optional<YamlMap> own = root.map("watchbill");
        own.ifPresent(map -> map.expectKeys("bearer_token_files", "permissions"));
        Map<String, String> tokens = own.flatMap(map -> map.map("bearer_token_files"))
                .map(map -> tokens(map, users))
                .orElse(Map.of());
        Set<String> names = new HashSet<>(users.keySet());
        own.flatMap(map -> map.map("bearer_token_files")).ifPresent(map -> names.addAll(map.keys()));
        Optional<Map<String, Set<Permission>>> permissions =
                own.flatMap(map -> map.map("permissions")).map(map -> permissions(map, names));
        return new WebConfig(tls, headers, new Credentials(users, tokens, permissions));
    }

    /** The headers that the toolkit lets a configuration set. */
    private static Map<String, String> headers(YamlMap http) {
        http.expectKeys("http2", "headers");
        http.flag("http2", true);
        Map<String, String> headers = new TreeMap<>();
        http.map("headers").ifPresent(map -> {
            map.expectKeys(
                    "Content-Security-Policy",
                    "X-Frame-Options",
                    "X-Content-Type-Options",
                    "X-XSS-Protection",
                    "Strict-Transport-Security");
            for (String name : map.keys()) {
                String value = map.text(name).orElse("");
                if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                    map.wrong(name, "expected printable ASCII on one line");
                } else if (name.equals("X-Frame-Options")
                        && !Set.of("", "deny", "sameorigin").contains(value)) {
                    map.wrong(name, "expected deny or sameorigin");
                } else if (name.equals("X-Content-Type-Options")
                        && !Set.of("", "nosniff").contains(value)) {
                    map.wrong(name, "expected nosniff");
                } else {
                    headers.put(name, value);
                }
            }
        });
        return headers;
    }

    private static Map<String, String> users(YamlMap map) {
        Map<String, String> users = new TreeMap<>();
        for (String name : map.keys()) {
            String hash = map.text(name).orElse("");
            if (name.isBlank() || name.indexOf(':') >= 0) {
                map.wrong(name, "expected a user's name without a colon");
            } else if (!BCRYPT.matcher(hash).matches()) {
                map.wrong(
                        name,
                        "expected a bcrypt hash of cost 4 to 18; `htpasswd -nBC 10 \"\" | tr -d ':\\n'` makes one");
            } else {
                users.put(name, hash);
            }
        }
        return users;
    }

    private Map<String, String> tokens(YamlMap map, Map<String, String> users) {
        Map<String, String> tokens = new TreeMap<>();
        for (String name : map.keys()) {
            if (users.containsKey(name)) {
                map.wrong(name, "there is a user of this name; expected another, because permissions are by name");
            }
            Optional<Path> file = map.file(name, folder);
            if (file.isEmpty()) {
                map.wrong(name, "expected the file that holds the token");
                continue;
            }
            try {
                String token = files.secret(file.get()).strip();
                if (!TOKEN.matcher(token).matches()) {
                    map.wrong(
                            name,
                            file.get() + " holds no token: expected one line of at least " + SHORTEST_TOKEN
                                    + " characters without spaces; `openssl rand -hex 32` makes one");
                } else if (tokens.containsValue(token)) {
                    map.wrong(name, "another name has the same token; expected one of its own");
                } else {
                    tokens.put(name, token);
                }
            } catch (IOException e) {
                map.wrong(name, String.valueOf(e.getMessage()));
            }
        }
        return tokens;
    }

    private static Map<String, Set<Permission>> permissions(YamlMap map, Set<String> names) {
        Map<String, Set<Permission>> permissions = new TreeMap<>();
        for (String name : map.keys()) {
            if (!names.contains(name)) {
                map.wrong(name, "not known; expected a name of basic_auth_users or watchbill.bearer_token_files");
            }
            Set<Permission> granted = EnumSet.noneOf(Permission.class);
            for (String text : map.texts(name)) {
                try {
                    granted.add(Permission.valueOf(text.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    map.wrong(name, "expected a list of scrape, write and admin");
                }
            }
            permissions.put(name, granted);
        }
        names.stream()
                .filter(name -> !permissions.containsKey(name))
                .sorted()
                .forEach(name -> map.wrong(name, "expected what it may do, such as [scrape]; [] is nothing"));
        return permissions;
    }
}
