package io.watchbill.spec;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A short name for the content of a specification, the same wherever it is computed. */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * 16 hexadecimal digits that change when something changes which the exporter works by: the system's name, its
     * models, its business events. Rules and exporter of one specification have the same; words for people do not count.
     */
    public static String ofMonitored(OperationsSpecification specification) {
        StringBuilder content = new StringBuilder();
        append(content, specification.metadata().name());
        append(content, specification.models());
        append(content, specification.business());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Every value in an unambiguous form that depends on values alone. */
    private static void append(StringBuilder content, Object value) {
        if (value instanceof Record part) {
            appendRecord(content, part);
        } else if (value instanceof Optional<?> optional) {
            content.append(optional.isPresent() ? "some" : "none");
            optional.ifPresent(present -> append(content, present));
        } else if (value instanceof Collection<?> elements) {
            content.append('[').append(elements.size());
            elements.forEach(element -> append(content, element));
            content.append(']');
        } else if (value instanceof Map<?, ?> map) {
            append(
                    content,
                    map.entrySet().stream()
                            .<Object>mapMulti((entry, out) -> {
                                out.accept(entry.getKey());
                                out.accept(entry.getValue());
                            })
                            .toList());
        } else if (value instanceof Enum<?> constant) {
            content.append(constant.name()).append(';');
        } else if (value instanceof BigDecimal number) {
            content.append(number.stripTrailingZeros().toPlainString()).append(';');
        } else {
            String text = value.toString();
            content.append(text.length()).append(':').append(text);
        }
    }

    private static void appendRecord(StringBuilder content, Record part) {
        content.append(part.getClass().getSimpleName()).append('{');
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            content.append(component.getName()).append('=');
            try {
                append(content, component.getAccessor().invoke(part));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        content.append('}');
    }
}
