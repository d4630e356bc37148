package io.watchbill.alertmanager.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;

/** The operator's definitions as a model that takes unknown keys for errors, which the model itself keeps. */
final class StrictModel {

    static final ObjectMapper MAPPER = YAMLMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private StrictModel() {}

    static AlertmanagerConfig read(String yaml) {
        try {
            return MAPPER.readValue(yaml, AlertmanagerConfig.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(yaml, e);
        }
    }
}
