package io.watchbill.alertmanager.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a receiver that an {@code AlertmanagerConfig} has too.
 *
 * @param key in alertmanager.yml
 * @param target in the resource
 */
record ResourceSetting(String key, String target, Form form) {

    /** Where the operator mounts the secrets that its {@code Alertmanager} names: the secret's name, then the key in it. */
    private static final Pattern MOUNTED =
            Pattern.compile("/etc/alertmanager/secrets/([a-z0-9]([a-z0-9.-]*[a-z0-9])?)/([A-Za-z0-9._-]+)");

    /** How the value is written. */
    sealed interface Form {
        /** As it is. */
        record Plain() implements Form {}

        /** The path of a file becomes the secret that is mounted there. */
        record Secret() implements Form {}

        /** The same, where a map of configuration could stand as well. */
        record SecretOfTwo() implements Form {}

        /** A map becomes a list of keys and values. */
        record Pairs() implements Form {}

        /** One map, or a list of them, with settings of its own. */
        record Nested(List<ResourceSetting> settings) implements Form {}
    }

    /** A setting whose name differs in its spelling alone. */
    static ResourceSetting plain(String key) {
        return plain(key, camel(key));
    }

    static ResourceSetting plain(String key, String target) {
        return new ResourceSetting(key, target, new Form.Plain());
    }

    /** Settings whose names differ in their spelling alone. */
    static List<ResourceSetting> plain(List<String> keys) {
        return keys.stream().map(ResourceSetting::plain).toList();
    }

    /** The path of a file with a secret; {@code target} is the secret's own name. */
    static ResourceSetting secret(String key, String target) {
        return new ResourceSetting(key, target, new Form.Secret());
    }

    static ResourceSetting secretOfTwo(String key, String target) {
        return new ResourceSetting(key, target, new Form.SecretOfTwo());
    }

    static ResourceSetting pairs(String key) {
        return new ResourceSetting(key, camel(key), new Form.Pairs());
    }

    static ResourceSetting nested(String key, String target, ResourceSetting... settings) {
        return new ResourceSetting(key, target, new Form.Nested(Arrays.asList(settings)));
    }

    /** {@code title_link} as {@code titleLink}. */
    static String camel(String key) {
        StringBuilder camel = new StringBuilder();
        for (String word : key.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    /**
     * A map of settings in the resource's words.
     *
     * @param refuse takes the place of what cannot be said, below {@code place}, and why
     */
    static Map<String, Object> translate(
            Map<?, ?> written, List<ResourceSetting> known, String place, BiConsumer<String, String> refuse) {
        Map<String, Object> translated = new LinkedHashMap<>();
        written.forEach((name, value) -> {
            String at = place + "/" + name;
            Optional<ResourceSetting> setting =
                    known.stream().filter(one -> one.key.equals(name)).findFirst();
            if (setting.isEmpty()) {
                refuse.accept(at, "an AlertmanagerConfig has no '" + name + "' here");
            } else if (value != null) {
                setting.get().value(value, at, refuse).ifPresent(said -> translated.put(setting.get().target, said));
            }
        });
        return translated;
    }

    private Optional<Object> value(Object value, String place, BiConsumer<String, String> refuse) {
        if (form instanceof Form.Plain) {
            return Optional.of(value);
        } else if (form instanceof Form.Secret) {
            return secret(value, place, refuse);
        } else if (form instanceof Form.SecretOfTwo) {
            return secret(value, place, refuse).map(secret -> Map.of("secret", secret));
        } else if (form instanceof Form.Pairs && value instanceof Map<?, ?> map) {
            List<Object> pairs = new ArrayList<>();
            map.forEach((key, one) -> {
                Map<String, Object> pair = new LinkedHashMap<>();
                pair.put("key", key);
                pair.put("value", one);
                pairs.add(pair);
            });
            return Optional.of(pairs);
        } else if (form instanceof Form.Nested nested && value instanceof Map<?, ?> map) {
            return Optional.of(translate(map, nested.settings(), place, refuse));
        } else if (form instanceof Form.Nested nested && value instanceof List<?> list) {
            List<Object> translated = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> map) {
                    translated.add(translate(map, nested.settings(), place + "/" + i, refuse));
                }
            }
            return Optional.of(translated);
        }
        refuse.accept(place, "expected a map");
        return Optional.empty();
    }

    private static Optional<Object> secret(Object path, String place, BiConsumer<String, String> refuse) {
        Matcher mounted = MOUNTED.matcher(String.valueOf(path));
        if (!mounted.matches()) {
            refuse.accept(
                    place,
                    "an AlertmanagerConfig names secrets of Kubernetes, not files: write where the operator mounts them,"
                            + " /etc/alertmanager/secrets/SECRET/KEY, which it takes for the key of that secret");
            return Optional.empty();
        }
        Map<String, Object> selector = new LinkedHashMap<>();
        selector.put("name", mounted.group(1));
        selector.put("key", mounted.group(3));
        return Optional.of(selector);
    }
}
