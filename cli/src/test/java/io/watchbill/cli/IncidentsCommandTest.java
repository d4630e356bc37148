package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentsCommandTest {

    @TempDir
    private Path folder;

    @Test
    void anIncidentIsTakenThroughItsWholeWorkflow() throws IOException {
        Run opened = open("Names in a public log");
        assertThat(opened.err()).isEmpty();
        assertThat(opened.out().strip()).isEqualTo(file().toString());
        assertThat(work("ack", "--by", "ana", "--note", "looking").exitCode()).isZero();
        assertThat(work("triage", "--severity", "p2", "--impact", "Ten names", "--by", "ana")
                        .exitCode())
                .isZero();
        assertThat(work("mitigate", "--by", "ben", "--note", "log is private").exitCode())
                .isZero();
        assertThat(work("resolve", "--by", "ben").out()).isEqualTo("INC-2026-0001 P2 Resolved: " + file() + "\n");
        assertThat(work("review").exitCode()).isZero();

        assertThat(file())
                .content()
                .contains("title: \"Names in a public log\"", "severity: P2", "status: Resolved")
                .contains("Reported by chi")
                .contains("Acknowledged by ana: looking")
                .contains("Triaged by ana as P2: Ten names")
                .contains("Mitigated by ben: log is private")
                .contains("#### Contributing Factors");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatDoes() {
        open("It broke");
        work("resolve");

        Run again = work("ack");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).startsWith("watchbill: INC-2026-0001 is resolved since ");
        assertThat(again.out()).isEmpty();
    }

    @Test
    void theListShowsWhatIsOpenAsTextAndAsJson() throws IOException {
        assertThat(run("list").out()).isEqualTo("no open incidents\n");
        open("It broke");
        open("It broke too");
        work("resolve");
        run("ack", "INC-2026-0002", "--by", "ana");

        assertThat(run("list").out())
                .isEqualTo("INC-2026-0002  P1  Investigating  2026-03-01 10:00:00 UTC  It broke too (taken on"
                        + " by ana)\n");
        JsonNode all = new ObjectMapper()
                .readTree(run("list", "--all", "--format", "json").out());
        assertThat(all.findValuesAsText("status")).containsExactly("Resolved", "Investigating");
    }

    @Test
    void whatIsOwedIsListedWithTheOldestDateFirst() throws IOException {
        open("It broke");
        Files.writeString(
                file(),
                Files.readString(file())
                        .replace(
                                "- [ ] [Preventive action]",
                                "- [ ] Test the log (owner: Ana, due: 2999-01-01)\n- [x] Done\n"
                                        + "- [ ] Ask legal (owner: Ben, due: 2026-03-02)\n- [ ] [Preventive action]"));

        assertThat(run("list", "--actions").out()).isEqualTo("""
                INC-2026-0001  2026-03-02  overdue  Ben: Ask legal
                INC-2026-0001  2999-01-01           Ana: Test the log
                """);
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndLeftAndTheOthersAreListed() throws IOException {
        open("It broke");
        open("It broke too");
        String broken = Files.readString(file()).replace("severity: P1", "severity: bad");
        Files.writeString(file(), broken);

        Run list = run("list");
        Run ack = work("ack");

        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.out()).contains("INC-2026-0002");
        assertThat(list.err()).isEqualTo("watchbill: " + file() + ":4: severity: expected P1, P2, P3 or P4\n");
        assertThat(ack.exitCode()).isEqualTo(2);
        assertThat(ack.err()).isEqualTo("watchbill: " + file() + ":4: severity: expected P1, P2, P3 or P4\n");
        assertThat(file()).hasContent(broken);
    }

    @Test
    void wrongUsageSaysWhatIsExpected() {
        assertThat(run("new", "--severity", "P5", "--title", "x").err()).contains("'P5' is not P1, P2, P3 or P4");
        assertThat(run("new", "--severity", "P1", "--title", "x", "--start", "yesterday")
                        .err())
                .contains("--start takes a time that has passed, such as 2026-11-26T03:12:00Z, not yesterday");
        assertThat(work("ack").err())
                .isEqualTo("watchbill: there is no incident INC-2026-0001 in " + folder
                        + "; `watchbill incidents list --all` shows those that are\n");
        assertThat(run("serve", "ops.yaml", "--alertmanager", "localhost:9093").err())
                .contains("'localhost:9093' is not an address such as http://localhost:9093");
        assertThat(run("serve", "ops.yaml", "--listen", "9467").err())
                .contains("'9467' is not an address such as 127.0.0.1:9467");
    }

    @Test
    void aFolderOfAMisspeltNameIsNotMade() {
        Run run = Run.of("incidents", "list", "--dir", folder.resolve("incidnets"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("watchbill: " + folder.resolve("incidnets") + ": there is no such folder of incidents\n");
        assertThat(folder).isEmptyDirectory();
    }

    private Path file() {
        return folder.resolve("INC-2026-0001.md");
    }

    private Run open(String title) {
        return run("new", "--severity", "P1", "--title", title, "--start", "2026-03-01T10:00:00Z", "--by", "chi");
    }

    private Run work(String command, String... options) {
        Object[] arguments = new Object[options.length + 1];
        arguments[0] = "INC-2026-0001";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return run(command, arguments);
    }

    private Run run(String command, Object... options) {
        Object[] arguments = new Object[options.length + 4];
        arguments[0] = "incidents";
        arguments[1] = command;
        arguments[2] = "--dir";
        arguments[3] = folder;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Run.of(arguments);
    }
}
