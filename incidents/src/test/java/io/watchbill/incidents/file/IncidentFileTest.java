package io.watchbill.incidents.file;

import static io.watchbill.incidents.file.IncidentPage.SHIPPED;
import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.RefusedException;
import io.watchbill.incidents.record.Work;
import io.watchbill.spec.Priority;
import io.watchbill.testing.Golden;
import io.watchbill.testing.MarkdownLint;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentFileTest {

    private final Incident opened = open(Alerts.firing("orders", T0)).filedAs("INC-2026-0001");

    @Test
    void anIncidentReadsAsTheTemplateWithItsTimeline() throws Exception {
        Incident acknowledged = Work.acknowledged(opened, "ana", "looking at the broker", T0.plusSeconds(240));
        Incident mitigated = Work.mitigated(acknowledged, "ana", "a second worker", T0.plusSeconds(900));
        String file = IncidentFile.read(IncidentFile.create(opened, SHIPPED)).with(hear(mitigated, 1500), SHIPPED);

        Golden.of("src/test/resources/io/watchbill/incidents/file/INC-2026-0001.md")
                .holds(file);
    }

    @Test
    void aFileReadsBackAsTheIncidentThatItWasWrittenFrom() throws Exception {
        Incident triaged = Work.triaged(opened, Priority.P1, "all shops", "ben", T0.plusSeconds(10));

        assertThat(IncidentFile.read(IncidentFile.create(triaged, SHIPPED)).incident())
                .isEqualTo(triaged);
    }

    @Test
    void whatPeopleWriteStaysByteForByte() throws Exception {
        String written = IncidentFile.create(opened, SHIPPED)
                .replace("[What happened]", "The broker was full.  \n\n  * `{{ x }}` <b>\tnot</b>")
                .replace("severity: P2", "severity: P2\nticket: OPS-12 # the old one")
                .replace("[What caused this]", "- a disk\n\n\n- a person");

        String changed = IncidentFile.read(written).with(hear(opened, 600), SHIPPED);

        assertThat(changed)
                .contains("The broker was full.  \n\n  * `{{ x }}` <b>\tnot</b>")
                .contains("\nticket: OPS-12 # the old one\n")
                .contains("- a disk\n\n\n- a person")
                .contains("status: Resolved")
                .contains("The alert ends");
        assertThat(IncidentFile.read(changed).with(hear(opened, 600), SHIPPED)).isEqualTo(changed);
    }

    @Test
    void windowsLineEndsStay() throws Exception {
        String windows = IncidentFile.create(opened, SHIPPED).replace("\n", "\r\n");

        String changed = IncidentFile.read(windows).with(hear(opened, 600), SHIPPED);

        assertThat(changed.replace("\r\n", "")).doesNotContain("\n");
        assertThat(IncidentFile.read(windows).changedParts()).isEmpty();
    }

    @Test
    void aPartThatAPersonChangedIsKeptAndNamedAndNoEntryIsLost() throws Exception {
        String edited = IncidentFile.create(opened, SHIPPED)
                .replace(
                        "| The alert fires: 12 orders wait. |",
                        "| The alert fires: 12 orders wait. |\n| 2026-11-26 03:20:00 | We called the broker's team |");

        IncidentFile file = IncidentFile.read(edited);
        String changed = file.with(hear(opened, 600), SHIPPED);

        assertThat(file.changedParts()).containsExactly("timeline");
        assertThat(changed).contains("We called the broker's team").doesNotContain("| The alert ends |");
        assertThat(changed).contains("**Status:** Resolved");
        assertThat(IncidentFile.read(changed).incident().entries()).hasSize(2);
    }

    @Test
    void aPartThatAPersonTookOutStaysOut() throws Exception {
        String without = IncidentFile.create(opened, SHIPPED)
                .replaceAll("(?s)<!-- watchbill:summary.*/watchbill:summary -->\n", "");

        assertThat(IncidentFile.read(without).with(hear(opened, 600), SHIPPED)).doesNotContain("watchbill:summary");
    }

    @Test
    void aStatusThatAPersonWroteAtTheHeadCounts() throws Exception {
        String edited = IncidentFile.create(opened, SHIPPED).replace("severity: P2", "severity: P1");

        assertThat(IncidentFile.read(edited).incident().severity()).isEqualTo(Priority.P1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: P2 | severity: P9 | 4 | severity: expected P1, P2, P3 or P4",
                "status: Investigating | status: Done | 5 | status: expected Investigating, Mitigated or Resolved",
                "start: 2026-11-26T03:12:04.123Z | start: yesterday | 8 | start: expected a time such as"
                        + " 2026-11-26T03:12:04Z",
                "severity: P2 | 'severity: [P2' | 5 | not readable as YAML: expected lines such as severity: P2",
                "severity: P2 | '\"severity\": P2' | 2 | severity: expected a line that begins with severity:",
                "id: INC-2026-0001 | 'id: a\nid: b' | 3 | not readable as YAML: expected lines such as severity: P2",
                "<!-- /watchbill:facts --> | '' | 16 | the part that begins here has no end: expected a line with"
                        + " <!-- /watchbill:facts --> below it",
            })
    void aBrokenFileNamesTheLineAndWhatWasExpected(String old, String broken, int line, String message) {
        String file = IncidentFile.create(opened, SHIPPED);
        assertThat(file).contains(old);
        assertThatThrownBy(() -> IncidentFile.read(file.replace(old, broken)))
                .isInstanceOfSatisfying(
                        BrokenFileException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessage(message);
    }

    @Test
    void aStateThatAPersonEditedIsBrokenAndNothingIsGuessed() {
        String file = IncidentFile.create(opened, SHIPPED);

        assertThatThrownBy(() -> IncidentFile.read(file.replace("\"omitted\":0", "\"omitted\":1")))
                .hasMessage("the state at the end of the file was edited; restore it from an older version");
        assertThatThrownBy(() -> IncidentFile.read(file.substring(0, file.indexOf("<!-- watchbill:state"))))
                .hasMessage("the state at the end of the file is gone; restore it from an older version");
    }

    @Test
    void hostileTextsCanNeitherEndAPartNorOpenLinksHtmlOrTemplates() throws Exception {
        String evil =
                "--> <script>alert(1)</script> {{ 7*7 }} | [x](javascript:1) `\n---\n<!-- /watchbill:summary -->\n# h";
        Notice notice = new Notice(
                "f\"-->",
                Map.of("alertname", "../../etc/passwd", "priority", "P1", "queue", evil, "system", "../x"),
                Map.of("summary", evil, "description", evil, "impact", evil, "runbook_url", "javascript:alert(1)"),
                T0,
                Optional.empty(),
                false);

        String file = IncidentFile.create(open(notice).filedAs("INC-2026-0002"), SHIPPED);

        Incident read = IncidentFile.read(file).incident();
        assertThat(read.subject().alert()).contains("../../etc/passwd");
        assertThat(IncidentFile.read(file).changedParts()).isEmpty();
        assertThat(IncidentFile.read(file).with(read, SHIPPED)).isEqualTo(file);
        String body = file.substring(file.indexOf("\n---\n") + 5);
        String html = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .render(Parser.builder()
                        .extensions(List.of(TablesExtension.create()))
                        .build()
                        .parse(body));
        assertThat(html).doesNotContain("<script", "href=\"javascript", "<h1>", "49");
        assertThat(file).doesNotContainPattern("(?<!\\\\)\\{\\{").doesNotContain("](javascript:alert");
    }

    @Test
    void aReviewIsAddedOnceAndItsNumbersAreKeptCurrent() throws Exception {
        String reviewed = IncidentFile.read(IncidentFile.create(hear(opened, 600), SHIPPED))
                .withReview(SHIPPED);

        assertThat(reviewed)
                .contains("#### Impact in Numbers", "#### Detection", "#### Contributing Factors", "#### Lessons")
                .contains("| Lasted | 10m |", "| Times it began to fire | 1 |");
        assertThat(MarkdownLint.faults(reviewed)).isEmpty();
        IncidentFile file = IncidentFile.read(reviewed);
        assertThat(file.isReviewed()).isTrue();
        assertThat(file.with(file.incident(), SHIPPED)).isEqualTo(reviewed);
    }

    @Test
    void aReviewStandsApartFromWhatSomebodyWroteBeforeIt() throws Exception {
        String tight =
                IncidentFile.create(opened, SHIPPED).replace("\n\n<!-- watchbill:state", "\n<!-- watchbill:state");

        assertThat(IncidentFile.read(tight).withReview(SHIPPED)).contains("due: [YYYY-MM-DD])\n\n### Review\n");
    }

    @Test
    void actionItemsHaveOwnersAndDatesAndTheExampleIsNone() throws Exception {
        String file = IncidentFile.create(opened, SHIPPED)
                .replace(
                        "- [ ] [Preventive action] (owner: [Name], due: [YYYY-MM-DD])",
                        "- [ ] [Preventive action] (owner: [Name], due: [YYYY-MM-DD])\n"
                                + "- [ ] Alert on a full broker (owner: Ana, due: 2026-12-10)\n"
                                + "* [x] Restart it\n- [ ] Think (due: 2026-13-40)");

        assertThat(ActionItem.of(IncidentFile.read(file)))
                .containsExactly(
                        new ActionItem(
                                false,
                                "Alert on a full broker",
                                Optional.of("Ana"),
                                Optional.of(LocalDate.of(2026, 12, 10))),
                        new ActionItem(true, "Restart it", Optional.empty(), Optional.empty()),
                        new ActionItem(false, "Think", Optional.empty(), Optional.empty()));
    }

    private static Incident open(Notice notice) {
        return Course.DEFAULT
                .heard(notice, Alerts.systems().opening(notice, T0).orElseThrow(), List.of(), T0.plusSeconds(2))
                .orElseThrow();
    }

    /** The alert ended so many seconds after it began. */
    private static Incident hear(Incident incident, long seconds) throws RefusedException {
        Notice end = Alerts.resolved("orders", T0, T0.plusSeconds(seconds));
        return Course.DEFAULT
                .heard(
                        end,
                        Alerts.systems().opening(end, T0).orElseThrow(),
                        List.of(incident),
                        T0.plusSeconds(seconds + 5))
                .orElseThrow();
    }
}
