package io.watchbill.cli;

import picocli.CommandLine.Option;

/** For people or for programs. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    Format format() {
        return format;
    }
}
