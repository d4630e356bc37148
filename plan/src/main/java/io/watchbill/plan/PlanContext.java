package io.watchbill.plan;

import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import java.util.Collection;
import java.util.List;

/**
 * What every alert of a plan is made from.
 *
 * @param hash of the specification's content, as the exporter shows it
 */
record PlanContext(OperationsSpecification specification, String hash, MetricCatalogue catalogue, Links links) {

    static PlanContext of(OperationsSpecification specification, String hash) {
        return new PlanContext(
                specification, hash, MetricCatalogue.of(specification), new Links(specification.metadata()));
    }

    Metadata metadata() {
        return specification.metadata();
    }

    /** The name of a generated alert: the system's name and what is the case. */
    String alertName(String symptom) {
        return Names.camel(metadata().name()) + symptom;
    }

    /** The title of the system, for texts that Prometheus treats as templates. */
    String title() {
        return TemplateText.literal(metadata().title());
    }

    /** One series of each exporter that runs the specification of this system. */
    Selector exporters() {
        return Selector.of(
                MetricFamilies.SPEC.name(),
                LabelMatcher.equal(LabelNames.NAME, metadata().name()));
    }

    /** Selects the series of these models. */
    static LabelMatcher models(Collection<Model> models) {
        return LabelMatcher.oneOf(
                LabelNames.MODEL, models.stream().map(Model::name).toList());
    }

    /** Whether the exporter itself tells of the requests, by model. */
    boolean exporterCountsRequests() {
        return specification.sources().application().stream()
                .anyMatch(source -> source.preset().equals(Preset.OF_EXPORTER));
    }

    /** The models of the specification. */
    List<Model> models() {
        return specification.models();
    }
}
