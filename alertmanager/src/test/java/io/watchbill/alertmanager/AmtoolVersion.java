package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.testing.Tool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The amtool of a Debian, by its name on the PATH, with the version that it says itself to be. */
record AmtoolVersion(String suffix, Tool amtool, AlertmanagerVersion version) {

    private static final Pattern VERSION = Pattern.compile("amtool, version (\\S+)");

    /** @param suffix nothing for the one of the PATH, {@code -sid} and so on for those that not every machine has */
    static AmtoolVersion of(String suffix) {
        String name = "amtool" + suffix;
        if (!suffix.isEmpty()) {
            assumeTrue(Tool.isPresent(name), name + " is not on the PATH: scripts/tools --suites says why");
        }
        Tool amtool = Tool.named(name);
        Matcher matcher = VERSION.matcher(amtool.run("--version").output());
        assertThat(matcher.find()).isTrue();
        return new AmtoolVersion(
                suffix, amtool, AlertmanagerVersion.parse(matcher.group(1)).orElseThrow());
    }
}
