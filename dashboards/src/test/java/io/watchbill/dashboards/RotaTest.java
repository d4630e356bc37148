package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RotaTest {

    private static final String MODELS =
            "models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: a.json}}}\n";

    private static Rota rota(String onCall) {
        return new Rota(ExamplePlans.shop(MODELS + onCall).specification());
    }

    @Test
    void aTableSaysWhoTakesTurnsAndWhenOfEachShift() {
        assertThat(rota("""
                onCall:
                  timezone: Europe/Berlin
                  rotations:
                    - role: Primary
                      shifts:
                        - {name: Tokyo, timezone: Asia/Tokyo, hours: "09:00-17:00", schedule: weekly from 2026-11-23, members: [aki]}
                        - {name: Berlin, hours: "mon-fri 09:00-17:00", schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}
                      overrides: [{member: ben, from: 2026-12-24 09:00, to: 2026-12-27 09:00}]
                    - {role: Manager, external: {pagerduty: P7A}}
                  people: {aki: {name: Aki}, ana: {name: Ana, slack: "@ana"}, ben: {name: Ben}}
                """).inFull()).isEqualTo("""
                | Role | In turn | When |
                |---|---|---|
                | **Primary** | Aki | Tokyo 09:00-17:00, weekly from 2026-11-23 00:00 Asia/Tokyo |
                | **Primary** | Ana (@ana), Ben | Berlin mon-fri 09:00-17:00, weekly from 2026-11-23 09:00 Europe/Berlin |
                | **Manager** | schedule P7A of pagerduty | as it says there |

                - Ben stands in as Primary from 2026-12-24 09:00 to 2026-12-27 09:00 Europe/Berlin

                Whose turn it is now: `watchbill oncall` with the specification of shop.""");
    }

    @Test
    void noAddressIsShown() {
        Rota rota = rota("""
                onCall:
                  rotations: [{role: Primary, schedule: weekly from 2026-11-23, members: [ana]}]
                  people: {ana: {name: "A|na $model", contact: "+1 555 0100"}}
                """);

        assertThat(rota.inShort()).isEqualTo("- **Primary**: A\\|na &#36;model");
        assertThat(rota.inFull()).doesNotContain("555");
    }

    @Test
    void withoutRotationsTheTeamAnswers() {
        assertThat(rota("").inShort())
                .isEqualTo("The specification names nobody under `onCall`; the team team-shop answers.");
    }
}
