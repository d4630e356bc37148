package io.watchbill.plan.yaml;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactoryBuilder;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.Writer;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Jackson's writer of YAML, which makes a literal block of every text of several lines; here only of those that one can hold. */
final class YamlWriting extends YAMLFactory {

    private static final long serialVersionUID = 1L;

    YamlWriting(YAMLFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected YAMLGenerator _createGenerator(Writer out, IOContext context) throws IOException {
        return new YAMLGenerator(
                context, _generatorFeatures, _yamlGeneratorFeatures, _quotingChecker, _objectCodec, out, _version) {
            @Override
            protected ScalarEvent _scalarEvent(String value, ScalarStyle style) {
                boolean unreadable = style == ScalarStyle.LITERAL && PlainText.hasOtherBreaks(value);
                return super._scalarEvent(value, unreadable ? ScalarStyle.DOUBLE_QUOTED : style);
            }
        };
    }
}
