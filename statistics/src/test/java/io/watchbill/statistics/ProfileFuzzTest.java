package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whatever a profile's file holds, it is refused with a place, or a profile that is written and read as the same. */
class ProfileFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void check(byte[] json) {
        ReferenceProfile profile;
        try {
            profile = ProfileJson.read(json);
        } catch (ProfileFormatException refused) {
            assertThat(refused.getMessage()).startsWith("profile");
            return;
        }
        String written = ProfileJson.write(profile);
        assertThat(ProfileJson.read(written)).isEqualTo(profile);
        assertThat(ProfileJson.write(ProfileJson.read(written))).isEqualTo(written);
    }

    /** Each input as it is, and with the hash that its content has, so that more than the hash is tested. */
    @FuzzTest
    void aFileIsAProfileOrRefusedWithAPlace(byte[] json) {
        check(json);
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException noJson) {
            return;
        }
        if (tree instanceof ObjectNode profile && profile.has(ProfileJson.HASH)) {
            profile.remove(ProfileJson.HASH);
            profile.put(ProfileJson.HASH, ProfileJson.hash(profile.deepCopy()));
            check(profile.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
