package io.watchbill.rules.kubernetes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A resource's name, of at most 253 small letters, digits, dashes and dots, and its labels. */
record ObjectMeta(String name, Map<String, String> labels) {

    static final String NAME = "app.kubernetes.io/name";

    ObjectMeta {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** @param of what the resource is about: a system, or a program */
    static ObjectMeta named(String name, String of) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, of);
        labels.put("app.kubernetes.io/managed-by", "watchbill");
        return new ObjectMeta(name, labels);
    }
}
