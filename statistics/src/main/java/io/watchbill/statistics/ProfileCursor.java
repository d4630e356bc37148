package io.watchbill.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A place in a profile's JSON that knows where it is, so that every error can say so. */
record ProfileCursor(JsonNode node, String place) {

    static ProfileCursor root(JsonNode node) {
        return new ProfileCursor(node, "");
    }

    ProfileFormatException wrong(String message) {
        return new ProfileFormatException(place, message);
    }

    /** A field that must be there. */
    ProfileCursor field(String name) {
        ProfileCursor found = optionalField(name);
        if (found == null) {
            throw wrong("the field '" + name + "' is missing; make the profile again with `watchbill profile`");
        }
        return found;
    }

    /** A field; null if it is absent or null. */
    @Nullable
    ProfileCursor optionalField(String name) {
        if (!node.isObject()) {
            throw wrong("expected an object, found " + kind());
        }
        JsonNode child = node.get(name);
        return child == null || child.isNull() ? null : new ProfileCursor(child, place + "/" + name);
    }

    List<String> fieldNames() {
        if (!node.isObject()) {
            throw wrong("expected an object, found " + kind());
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> names.add(whole(name)));
        return names;
    }

    List<ProfileCursor> items() {
        if (!node.isArray()) {
            throw wrong("expected a list, found " + kind());
        }
        List<ProfileCursor> items = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            items.add(new ProfileCursor(item, place + "/" + items.size()));
        }
        return items;
    }

    String text() {
        if (!node.isTextual()) {
            throw wrong("expected text, found " + kind());
        }
        return whole(node.textValue());
    }

    /** Half of a surrogate pair is no character: UTF-8 has no bytes for it, so that it would not be read as it was written. */
    private String whole(String text) {
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw wrong("expected whole characters, found half of a surrogate pair; make the profile again with"
                    + " `watchbill profile`");
        }
        return text;
    }

    long wholeNumber() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong("expected a whole number, found " + kind());
        }
        return node.longValue();
    }

    double number() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong("expected a finite number, found " + kind());
        }
        return node.doubleValue();
    }

    int smallNumber() {
        long number = wholeNumber();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw wrong("expected a whole number from 0 to " + Integer.MAX_VALUE + ", found " + number);
        }
        return (int) number;
    }

    Instant instant() {
        try {
            return Instant.parse(text());
        } catch (DateTimeParseException e) {
            throw wrong("expected a time such as 2001-02-01T07:05:00Z, found \"" + text() + "\"");
        }
    }

    Duration seconds() {
        return Duration.ofSeconds(wholeNumber());
    }

    List<String> texts() {
        return items().stream().map(ProfileCursor::text).toList();
    }

    long[] wholeNumbers() {
        return items().stream().mapToLong(ProfileCursor::wholeNumber).toArray();
    }

    int[] smallNumbers() {
        return items().stream().mapToInt(ProfileCursor::smallNumber).toArray();
    }

    double[] numbers() {
        return items().stream().mapToDouble(ProfileCursor::number).toArray();
    }

    /** Makes a value whose constructor checks it, and adds this place to what it objects to. */
    <T> T make(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + "; make the profile again with `watchbill profile`");
        }
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case STRING -> "the text \"" + node.textValue() + "\"";
            case NUMBER, BOOLEAN, NULL -> node.asText();
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BINARY, MISSING -> "nothing";
        };
    }
}
