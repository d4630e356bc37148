package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.dashboards.Substitution.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {

    private static final Substitution CHOSEN = new Substitution(
            Map.of(
                    "job", Choice.of("a.b"),
                    "path", Choice.of("C:\\new's"),
                    "hosts", Choice.anyOf(List.of("db.1", "web|2")),
                    "one", Choice.anyOf(List.of("db.1")),
                    "all", new Choice(List.of("x", "y"), true, Optional.of(".+"))),
            Map.of("__interval", "1m", "__rate_interval", "4m"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(x{job=\"$job\"}[$__rate_interval]) @ rate(x{job=\"a.b\"}[4m])",
                "${job}s [[job]] $job. @ a.bs a.b a.b.",
                "$path @ C:\\\\new\\\\'s",
                "$hosts @ (db\\\\.1|web\\\\|2)",
                "$one @ db\\\\.1",
                "$all ${all:regex} ${all:pipe} @ .+ .+ .+",
                "${hosts:regex} @ (db\\.1|web\\|2)",
                "${hosts:pipe} ${hosts:csv} @ db.1|web|2 db.1,web|2",
                "${hosts:queryparam} @ var-hosts=db.1&var-hosts=web%7C2",
                "${all:queryparam} @ var-all=x&var-all=y",
                "${hosts:doublequote} ${hosts:glob} @ \"db.1\",\"web|2\" {db.1,web|2}",
                "[[hosts:csv]] @ db.1,web|2",
            })
    void isAsGrafanaWritesIt(String example) {
        String[] sides = example.split(" @ ", -1);

        assertThat(CHOSEN.in(sides[0])).isEqualTo(sides[1]);
    }

    @Test
    void groupOfALabelReplaceIsNoVariable() {
        String query = "label_replace(up, \"a\", \"$1\", \"b\", \"(.+)\")";

        assertThat(Substitution.names(query)).isEmpty();
        assertThat(new Substitution(Map.of(), Map.of()).in(query)).isEqualTo(query);
    }

    @Test
    void whatStandsForNothingIsAnError() {
        assertThatThrownBy(() -> CHOSEN.in("x{job=\"$jbo\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is chosen for $jbo in: x{job=\"$jbo\"}");
        assertThatThrownBy(() -> CHOSEN.in("${job:upper}"))
                .hasMessage("Grafana writes no variable as 'upper': ${job:upper}");
    }

    @Test
    void namesAreFoundInEveryForm() {
        assertThat(Substitution.names("$a ${b} ${c:regex} [[d]] ${__field.labels.e} 5$ {f}"))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "__field");
    }

    /** {@code \\$s} is a dollar sign in a regular expression; {@code \\x} would be the beginning of a character. */
    @Test
    void whatIsNoVariableStaysInAnExample() {
        assertThat(Substitution.example("a{b=~\"$job|\\\\$s\"}[$__range]", "job"::equals))
                .isEqualTo("a{b=~\"x|\\\\$s\"}[1m]");
    }
}
