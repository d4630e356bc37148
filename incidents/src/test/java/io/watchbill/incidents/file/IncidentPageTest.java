package io.watchbill.incidents.file;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Work;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Teams replace templates of incident files one by one. */
class IncidentPageTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/watchbill/incidents/file");
    private static final String FACTS = "incident/facts.md.jinja";
    private static final String FILE = "incident/file.md.jinja";

    private final Incident reported = Work.reported(Priority.P1, "Data breach", Optional.of("shop"), "Names", "ana", T0)
            .filedAs("INC-2026-0001");

    @Test
    void oneTemplateIsReplacedAndAllOthersStay() {
        String file = create(Map.of(FACTS, "{{ severity | md }} since {{ start | md }}, {{ id | md }}\n"));

        assertThat(file)
                .contains("\n\nP1 since 2026-11-26 03:12:04 UTC, INC-2026-0001\n\n<!-- /watchbill:facts -->")
                .contains("Reported by a person; system shop.")
                .doesNotContain("**Severity:**");
    }

    @Test
    void aFileOfOnesOwnHasThePartsThatItNames() throws BrokenFileException {
        String own = "# {{ title | md }}\n\n<!-- watchbill:timeline -->\n<!-- /watchbill:timeline -->\n\n## Ours\n";

        String file = create(Map.of(FILE, own));

        assertThat(file)
                .contains(
                        "\n---\n\n# Data breach\n\n<!-- watchbill:timeline ",
                        "| Reported by ana: Names |",
                        "## Ours\n\n")
                .doesNotContain("watchbill:facts");
        assertThat(IncidentFile.read(file).incident()).isEqualTo(reported);
    }

    /** Each expression ends in an escaping filter, over all of it; no tag prints, reads files or runs code. */
    @Test
    void everyShippedTemplateMayBeReplacedAndPassesTheLint() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }

        assertThat(sources).containsOnlyKeys(IncidentPage.TEMPLATES.names());
        assertThat(create(sources)).isEqualTo(IncidentFile.create(reported, IncidentPage.SHIPPED));
    }

    @Test
    void faultsAreFoundBeforeAnIncidentNeedsTheTemplate() {
        assertThatThrownBy(() -> create(Map.of(FACTS, "one\n{{ severity }}\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessageStartingWith(FACTS + ":2: '{{ severity }}' must end in one of the filters md,");
        assertThatThrownBy(() -> create(Map.of(FACTS, "one\n{{ severty | md }}\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage(FACTS + ":2: Error in filter 'md': no such value is known\n" + "    {{ severty | md }}");
        assertThatThrownBy(() -> create(Map.of("incident/fatcs.md.jinja", "x")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("incident/fatcs.md.jinja: replaces no template; expected one of\n  "
                        + String.join("\n  ", IncidentPage.TEMPLATES.names()));
        assertThatThrownBy(() -> create(Map.of(FILE, "<!-- watchbill:fact -->\n<!-- /watchbill:fact -->\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage(FILE + ": there is no part 'fact'; expected one of facts, summary, impact, timeline,"
                        + " numbers");
        assertThatThrownBy(() -> create(Map.of(FILE, "# x\n\n<!-- watchbill:facts -->\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage(FILE + ": the part that begins here has no end: expected a line with"
                        + " <!-- /watchbill:facts --> below it");
        assertThatThrownBy(() -> create(Map.of("incident/review.md.jinja", "### Review\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("incident/review.md.jinja: expected the part 'numbers', a line <!-- watchbill:numbers -->"
                        + " and one <!-- /watchbill:numbers --> below it");
        assertThatThrownBy(() -> create(Map.of(FACTS, "a\n<!-- /watchbill:facts -->\nb\n")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage(FACTS + ": holds a line that ends the part, <!-- /watchbill:facts -->; take it out");
    }

    @Test
    void anIncidentIsWrittenEvenWhereATemplateCannotShowIt() {
        String picky = "{% if title == 'Data breach' %}{{ title | mdanchor }}{% endif %}\n";

        assertThat(create(Map.of(FACTS, picky))).contains("**Severity:** P1\\");
    }

    @Test
    void anIncidentThatNobodyTookOnSaysByWhenSomebodyShould() throws Exception {
        ZonedDateTime monday = ZonedDateTime.parse("2026-11-30T17:00:00-05:00[America/New_York]");
        IncidentPage page = IncidentPage.SHIPPED.dated(incident -> Optional.of(monday));
        String file = IncidentFile.create(reported, page);
        Incident taken = Work.acknowledged(reported, "ana", "", T0.plusSeconds(60));

        assertThat(file).contains("**Acknowledged:** not yet; due by 2026-11-30 17:00:00 America/New_York\n");
        assertThat(IncidentFile.read(file).with(taken, page))
                .contains("**Acknowledged:** by ana, 1m after 2026-11-26 03:12:04 UTC\n");
    }

    private String create(Map<String, String> own) {
        Templates templates = Templates.of(List.of(IncidentPage.TEMPLATES), own);
        return IncidentFile.create(reported, IncidentPage.of(templates));
    }
}
