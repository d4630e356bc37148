package io.watchbill.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Whatever a web configuration says, it can be used, or each problem names its place and gives no hash of a password away. */
class WebConfigFuzzTest {
    private static final KeyedHash HASH = new KeyedHash(new SecureRandom());
    /** So begins every hash of a password, and nothing else in the inputs. */
    private static final String SECRET = "$2y$";

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("web-config");
        Files.writeString(folder.resolve("a.token"), "0123456789abcdef0123456789abcdef\n");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("a.token"));
        Files.deleteIfExists(folder.resolve("web.yml"));
        Files.deleteIfExists(folder);
    }

    @FuzzTest
    void aConfigurationCanBeUsedOrEveryProblemHasItsPlace(byte[] bytes) throws IOException {
        Path file = folder.resolve("web.yml");
        Files.write(file, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            WebConfig config = WebConfigReader.read(file, new ConfigFiles(HASH));
            assertThat(WebConfigReader.read(file, new ConfigFiles(HASH))).isEqualTo(config);
            config.headers().values().forEach(value -> assertThat(value).doesNotContain("\n", "\r"));
        } catch (WebConfigException refused) {
            String message = String.valueOf(refused.getMessage());
            assertThat(message).contains(file.toString());
            int lines = text.split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length;
            Matcher place =
                    Pattern.compile(Pattern.quote(file + ":") + "(\\d+)").matcher(message);
            while (place.find()) {
                assertThat(Integer.parseInt(place.group(1))).isBetween(1, lines);
            }
            if (openTexts(text).stream().noneMatch(open -> open.contains(SECRET))) {
                assertThat(message).doesNotContain(SECRET);
            }
        }
    }

    /** Names and values that a message may show: all that is not under {@code basic_auth_users}. */
    private static Set<String> openTexts(String text) {
        Set<String> open = new HashSet<>();
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root != null) {
                collect(root, false, open, new HashSet<>());
            }
        } catch (YAMLException noYaml) {
            open.clear(); // then a message shows nothing of it
        }
        return open;
    }

    private static void collect(Node node, boolean secret, Set<String> open, Set<List<Object>> seen) {
        if (!seen.add(List.of(node, secret))) {
            return;
        }
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                boolean users = tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("basic_auth_users");
                collect(tuple.getKeyNode(), false, open, seen);
                collect(tuple.getValueNode(), secret || users, open, seen);
            }
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(item, secret, open, seen));
        } else if (node instanceof ScalarNode scalar && !secret) {
            open.add(scalar.getValue());
        }
    }
}
