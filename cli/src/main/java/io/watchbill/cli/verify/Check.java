package io.watchbill.cli.verify;

import java.util.List;

/**
 * One file and the tool that judges it.
 *
 * @param file relative to the compiled folder, with slashes
 * @param subject what is checked of it
 * @param tool the program's name
 * @param arguments before the file
 */
record Check(String file, String subject, String tool, List<String> arguments) {

    Check {
        arguments = List.copyOf(arguments);
    }

    static Check rules(String file) {
        return new Check(file, "rules", "promtool", List.of("check", "rules", "--lint=all", "--lint-fatal"));
    }

    static Check tests(String file) {
        return new Check(file, "tests of rules", "promtool", List.of("test", "rules"));
    }

    static Check configuration(String file) {
        return new Check(file, "configuration", "promtool", List.of("check", "config"));
    }

    static Check routes(String file) {
        return new Check(file, "routes", "amtool", List.of("check-config"));
    }

    /** The command as a person would type it in the folder. */
    String command() {
        return tool + " " + String.join(" ", arguments) + " " + file;
    }
}
