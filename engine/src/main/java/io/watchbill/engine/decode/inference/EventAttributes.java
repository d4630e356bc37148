package io.watchbill.engine.decode.inference;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of one CloudEvent by name, as they come; {@link #event} says whether they are what is read here. */
public final class EventAttributes {
    private static final int LONGEST = 1_024;
    private static final String REQUEST = ".inference.request";
    private static final String RESPONSE = ".inference.response";

    private final Map<String, String> values = new HashMap<>();

    /** Takes an attribute, each once; a name that means nothing here is passed over. */
    public void put(String name, String value) throws PayloadException {
        switch (name) {
            case "specversion",
                    "id",
                    "source",
                    "type",
                    "time",
                    "namespace",
                    "inferenceservicename",
                    "component",
                    "endpoint" -> {
                if (value.length() > LONGEST) {
                    throw new PayloadException(name + ": expected at most " + LONGEST + " characters");
                }
                // By the definition of CloudEvents; and two calls with a line feed in them could have one origin.
                if (value.chars().anyMatch(Character::isISOControl)) {
                    throw new PayloadException(name + ": expected no control characters");
                }
                if (values.put(name, value) != null) {
                    throw new PayloadException(name + ": it is there twice; expected once");
                }
            }
            default -> {}
        }
    }

    /** The event, with its data. */
    public InferenceEvent event(byte[] data) throws PayloadException {
        if (!required("specversion").startsWith("1.")) {
            throw new PayloadException("specversion: expected 1.0");
        }
        String type = required("type");
        InferenceEvent.Half half;
        if (type.endsWith(REQUEST)) {
            half = InferenceEvent.Half.REQUEST;
        } else if (type.endsWith(RESPONSE)) {
            half = InferenceEvent.Half.RESPONSE;
        } else {
            throw new PayloadException("type: expected org.kubeflow.serving" + REQUEST + " or org.kubeflow.serving"
                    + RESPONSE + ", as KServe's logger sends them");
        }
        // Service, component and endpoint too: a transformer hands its id on to the predictor behind it.
        String origin = String.join(
                "\n",
                required("source"),
                values.getOrDefault("namespace", ""),
                values.getOrDefault("inferenceservicename", ""),
                values.getOrDefault("component", ""),
                values.getOrDefault("endpoint", ""));
        return new InferenceEvent(
                half, required("id"), origin, text("time"), text("inferenceservicename"), text("endpoint"), data);
    }

    private @Nullable String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private String required(String name) throws PayloadException {
        String value = text(name);
        if (value == null) {
            throw new PayloadException(name + ": missing; every CloudEvent has it");
        }
        return value;
    }
}
