package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teams replace templates of runbooks and incident files one by one. */
class OwnTemplatesTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    @TempDir
    Path folder;

    @Test
    void oneTemplateIsReplacedAndAllOthersStay() throws IOException {
        Path templates = template("advice/down.md.jinja", """
                **First three actions:**

                1. Ring {{ owner | md }}.
                2. Ring again.
                3. Go there.
                """);

        Run run = Run.of("compile", EXAMPLE, "-o", folder.resolve("out"), "--templates", templates);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/runbooks/flight-delay.md")))
                .containsOnlyOnce("1. Ring team-travel-ml.")
                .contains("1. See which columns moved");
    }

    @Test
    void aTemplateThatReplacesNothingIsRefusedWithTheNames() throws IOException {
        Run run = compile("advice/donw.md.jinja", "x");

        assertThat(run.err())
                .contains("advice/donw.md.jinja: replaces no template; expected one of", "\n  advice/down.md.jinja\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aTemplateThatPrintsWithoutEscapingIsRefusedAtItsLine() throws IOException {
        Run run = compile("advice/watchdog.md.jinja", "one\n{{ owner }}\n");

        assertThat(run.err()).contains("advice/watchdog.md.jinja:2: '{{ owner }}' must end in one of the filters md,");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aValueThatATemplateAsksForInVainIsNamedWithFileAndLine() throws IOException {
        Run run = compile("escalation.md.jinja", "# A\n\n{{ nobody | md }}\n");

        assertThat(run.err())
                .contains(
                        "a template cannot be filled: escalation.md.jinja:3: ",
                        "no such value is known",
                        "{{ nobody | md }}");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void oneFolderHoldsTemplatesOfIncidentFilesToo() throws IOException {
        Path templates = template("incident/facts.md.jinja", "Severity {{ severity | md }}, {{ answered | md }}\n");
        Path incidents = folder.resolve("incidents");

        Run compiled = Run.of("compile", EXAMPLE, "-o", folder.resolve("out"), "--templates", templates);
        Run opened = Run.of(
                "incidents",
                "new",
                "--dir",
                incidents,
                "--severity",
                "P1",
                "--title",
                "x",
                "--start",
                "2026-03-01T10:00:00Z",
                "--templates",
                templates);
        Run taken = Run.of(
                "incidents", "ack", "INC-2026-0001", "--dir", incidents, "--by", "ana", "--templates", templates);

        assertThat(compiled.exitCode()).as(compiled.err()).isZero();
        assertThat(opened.exitCode()).as(opened.err()).isZero();
        assertThat(taken.exitCode()).as(taken.err()).isZero();
        assertThat(Files.readString(Path.of(opened.out().strip())))
                .contains("\nSeverity P1, by ana, ")
                .doesNotContain("**Severity:**");
    }

    @Test
    void aFaultInATemplateOfIncidentFilesIsFoundByEveryCommandThatReadsTheFolder() throws IOException {
        Path templates = template("incident/facts.md.jinja", "\n{{ severty | md }}\n");
        String fault = "watchbill: incident/facts.md.jinja:2: Error in filter 'md': no such value is known\n"
                + "    {{ severty | md }}\n";

        Run checked = Run.of("check", EXAMPLE, "--templates", templates);
        Run served =
                Run.of("incidents", "serve", EXAMPLE, "--dir", folder.resolve("incidents"), "--templates", templates);

        assertThat(checked.err()).contains(fault);
        assertThat(checked.exitCode()).isEqualTo(2);
        assertThat(served.err()).contains(fault);
        assertThat(served.exitCode()).isEqualTo(2);
    }

    @Test
    void checkFindsWhatATemplateLostTheLinksOf() throws IOException {
        Path templates = template("escalation.md.jinja", "## Escalation\n\nRing {{ byWhom | md }}\n");

        Run run = Run.of("check", EXAMPLE, "--templates", templates);

        assertThat(run.out())
                .contains(
                        ": error[WB932]: runbooks/flight-delay.md: a link leads to #escalation, which is no anchor of the file");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void checkNamesEachWayInWhichATemplateBreaksTheRunbook() throws IOException {
        template("alert.md.jinja", "### {{ name | md }}\n\n{{ query | mdfence('promql') }}\n");
        Path templates = template("escalation.md.jinja", """
                <a id="escalation"></a>

                ## Escalation

                <a id="escalation"></a>

                <a id="lost"></a>

                Ring {{ byWhom | md }}
                """);

        Run run = Run.of("check", EXAMPLE, "--templates", templates);

        assertThat(run.out())
                .contains(
                        ": error[WB930]: rules/flight-delay.yaml: FlightDelayDown has no section in"
                                + " runbooks/flight-delay.md: expected <a id=\"flightdelaydown\"></a> and a heading of its"
                                + " name, with its query\n",
                        ": error[WB932]: rules/flight-delay.yaml: the runbook_url of FlightDelayDown leads to"
                                + " #flightdelaydown, which is no anchor of runbooks/flight-delay.md\n",
                        ": error[WB933]: runbooks/flight-delay.md: no link of the file leads to #lost\n",
                        ": error[WB934]: runbooks/flight-delay.md: #escalation is there twice: give one of them another"
                                + " name\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aPersonWhomNothingCallsIsFound() throws IOException {
        Path spec = folder.resolve("ops.yaml");
        Files.writeString(
                spec,
                Files.readString(EXAMPLE)
                        .replace("    chi: {name: Chi", "    dan: {name: Dan, slack: \"@dan\"}\n    chi: {name: Chi"));

        Run run = Run.of("check", spec);

        assertThat(run.out())
                .contains(": warning[WB938]: dan is in no rotation, stands in for nobody and is no contact of the"
                        + " escalation: take the person in, or out");
    }

    @Test
    void aSiteThatIsNotCurrentIsSaidUnderCheck() {
        Path out = folder.resolve("out");
        Path site = folder.resolve("site");
        Run.of("compile", EXAMPLE, "-o", out);

        Run before = Run.of("compile", EXAMPLE, "-o", out, "--site", site, "--check");
        Run written = Run.of("compile", EXAMPLE, "-o", out, "--site", site);
        Run after = Run.of("compile", EXAMPLE, "-o", out, "--site", site, "--check");

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.out()).contains(site + " is not current: 4 of its files would change");
        assertThat(written.out()).contains("4 files in " + site + "\n");
        assertThat(after.out()).isEqualTo(out + " is current\n" + site + " is current\n");
        assertThat(after.exitCode()).isZero();
    }

    private Run compile(String name, String content) throws IOException {
        return Run.of("compile", EXAMPLE, "-o", folder.resolve("out"), "--templates", template(name, content));
    }

    private Path template(String name, String content) throws IOException {
        Path templates = folder.resolve("templates");
        Path file = templates.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return templates;
    }
}
