package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One picture. Its kind follows from its options.
 *
 * @param description shown behind the i: what it means, what is normal, what to do
 * @param targets the queries; empty for text
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Panel(
        long id,
        String title,
        String description,
        DatasourceRef datasource,
        GridPos gridPos,
        List<Link> links,
        List<Target> targets,
        List<Transformation> transformations,
        @Nullable FieldConfig fieldConfig,
        Options options)
        implements Item {

    public Panel {
        links = List.copyOf(links);
        targets = List.copyOf(targets);
        transformations = List.copyOf(transformations);
    }

    @Override
    @JsonProperty(index = 0)
    public String type() {
        return options.panelType();
    }
}
