package io.watchbill.cli;

import io.watchbill.spec.Priority;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads P1 to P4. */
final class PriorityConverter implements ITypeConverter<Priority> {
    @Override
    public Priority convert(String text) {
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not P1, P2, P3 or P4"));
    }
}
