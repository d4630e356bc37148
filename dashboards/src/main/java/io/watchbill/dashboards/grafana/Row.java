package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A heading over the panels that follow.
 *
 * @param panels the panels inside a collapsed row; empty for an open one, whose panels are its neighbours below
 */
public record Row(long id, String title, boolean collapsed, GridPos gridPos, List<Panel> panels) implements Item {

    public Row {
        panels = List.copyOf(panels);
    }

    @Override
    @JsonProperty(index = 0)
    public String type() {
        return "row";
    }
}
