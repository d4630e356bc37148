package io.watchbill.runbooks.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The templates that come with a room.
 *
 * @param owner a class of the room: they lie beside it
 * @param names such as {@code advice/down.md.jinja}
 */
public record TemplateSet(Class<?> owner, List<String> names) {

    public TemplateSet {
        names = names.stream().sorted().toList();
    }

    /** The text of a template. */
    String source(String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new TemplateFailure("there is no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("template " + name + " cannot be read", e);
        }
    }
}
