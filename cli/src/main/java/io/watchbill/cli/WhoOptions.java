package io.watchbill.cli;

import io.watchbill.incidents.record.ShownText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it. */
final class WhoOptions {

    @Option(names = "--by", paramLabel = "NAME", description = "Who does it. Default: the user of this machine.")
    private @Nullable String by;

    String name() {
        String name = by == null ? System.getProperty("user.name", "somebody") : by;
        return ShownText.of(name, ShownText.TITLE);
    }
}
