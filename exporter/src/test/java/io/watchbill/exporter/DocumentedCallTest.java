package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.inference.EventAttributes;
import io.watchbill.engine.decode.inference.InferenceEvent;
import io.watchbill.engine.decode.inference.InferenceRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/sources.md}: its call and its options. */
class DocumentedCallTest {
    private static final Pattern COMMAND =
            Pattern.compile("curl http://127\\.0\\.0\\.1:9466/v1/cloudevents (.*?)'\n(?!  )", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("-H 'ce-(\\w+): ([^']*)'");
    private static final Pattern DATA = Pattern.compile("-d '([^']*)");
    private static final Pattern LINES = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final EventLayout FLIGHT_DELAY = new EventLayout(
            "flight_delay",
            EventLayout.Answer.BINARY,
            List.of(new EventLayout.Feature("distance", true), new EventLayout.Feature("origin", false)));

    private static String page() throws Exception {
        return Files.readString(Path.of("..", "docs", "sources.md"));
    }

    private static InferenceEvent event(String command) throws Exception {
        EventAttributes attributes = new EventAttributes();
        for (MatchResult header : ATTRIBUTE.matcher(command).results().toList()) {
            attributes.put(header.group(1), header.group(2));
        }
        Matcher data = DATA.matcher(command);
        assertThat(data.find()).isTrue();
        return attributes.event(data.group(1).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theCallIsTheLinesBelowIt() throws Exception {
        List<InferenceEvent> events = new ArrayList<>();
        for (MatchResult command : COMMAND.matcher(page()).results().toList()) {
            events.add(event(command.group(1)));
        }
        Matcher lines = LINES.matcher(page());

        assertThat(events)
                .extracting(InferenceEvent::half)
                .containsExactly(InferenceEvent.Half.REQUEST, InferenceEvent.Half.RESPONSE);
        assertThat(lines.find()).isTrue();
        assertThat(new InferenceRows(List.of(FLIGHT_DELAY), 8).lines(events.get(0), events.get(1)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(lines.group(1).strip());
    }

    @Test
    void everyOptionOfTheExporterThatIsNamedExists() throws Exception {
        CommandLine command = Main.commandLine();

        assertThat(Pattern.compile("--(?!kafka)[a-z][a-z-]+").matcher(page()).results())
                .extracting(MatchResult::group)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(command.getCommandSpec().findOption(option))
                        .as(option)
                        .isNotNull());
    }

    @Test
    void everyReasonIsSaid() throws Exception {
        String page = page();

        for (SourceProblem problem : SourceProblem.values()) {
            assertThat(page).contains("`" + problem.label() + "`");
        }
    }
}
