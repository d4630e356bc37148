package io.watchbill.rules.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A firing alert with all its labels but {@code alertname}, and all its annotations, templates expanded. */
public record ExpectedAlert(Map<String, String> expLabels, Map<String, String> expAnnotations) {

    public ExpectedAlert {
        expLabels = Collections.unmodifiableMap(new LinkedHashMap<>(expLabels));
        expAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(expAnnotations));
    }
}
