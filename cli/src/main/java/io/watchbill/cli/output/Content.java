package io.watchbill.cli.output;

import io.watchbill.plan.Artifact;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a folder of generated files should hold.
 *
 * @param version of this watchbill
 * @param systems names of the specifications with their hashes
 */
public record Content(String version, Map<String, String> systems, Rendering files) {

    /** The files, which are rendered when they are asked for: those of a large fleet together are more than memory holds. */
    @FunctionalInterface
    public interface Rendering {

        /**
         * Renders each of them once, no two with one path.
         *
         * @param out is called by several threads at once
         */
        void to(Consumer<Artifact> out);
    }
}
