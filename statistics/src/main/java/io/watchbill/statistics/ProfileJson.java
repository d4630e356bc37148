package io.watchbill.statistics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The reference profile as JSON. The same profile gives the same bytes, on every Java: numbers are written by Jackson's
 * own shortest form. The text carries {@code formatVersion} and a {@code contentHash} of everything else, so that a
 * profile that was changed by hand or cut short is refused.
 */
public final class ProfileJson {
    static final String FORMAT = "watchbill-reference-profile";
    static final String HASH = "contentHash";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private ProfileJson() {}

    /** The profile as text that people can read and diff: arrays of numbers on one line. */
    public static String write(ReferenceProfile profile) {
        ObjectNode tree = ProfileTree.of(profile);
        tree.put(HASH, hash(tree));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of text and numbers can always be written", e);
        }
    }

    /**
     * Reads a profile.
     *
     * @throws ProfileFormatException naming the place, what was expected, and how to mend it
     */
    public static ReferenceProfile read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a profile from UTF-8; as {@link #read(String)}. */
    public static ReferenceProfile read(byte[] json) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ProfileFormatException(
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "not JSON (" + e.getOriginalMessage() + "); make the profile again with `watchbill profile`");
        } catch (CharConversionException e) {
            throw new ProfileFormatException("", "not JSON in UTF-8; make the profile again with `watchbill profile`");
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be read", e);
        }
        ProfileCursor root = ProfileCursor.root(tree);
        if (!FORMAT.equals(root.field("format").text())) {
            throw root.field("format").wrong("expected \"" + FORMAT + "\"; is this file a reference profile?");
        }
        long version = root.field("formatVersion").wholeNumber();
        if (version != ReferenceProfile.FORMAT_VERSION) {
            throw root.field("formatVersion")
                    .wrong("this program reads version " + ReferenceProfile.FORMAT_VERSION + ", not " + version
                            + "; make the profile again with `watchbill profile` of this program");
        }
        String stated = root.field(HASH).text();
        ReferenceProfile profile = ProfileTree.read(root);
        ObjectNode rest = tree.<ObjectNode>deepCopy();
        rest.remove(HASH);
        if (!stated.equals(hash(rest))) {
            throw root.field(HASH)
                    .wrong("the content does not match its hash, so the file was changed or damaged;"
                            + " make the profile again with `watchbill profile`");
        }
        return profile;
    }

    static String contentHash(ReferenceProfile profile) {
        return hash(ProfileTree.of(profile));
    }

    static String hash(ObjectNode tree) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(tree));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("every Java has SHA-256, and a tree can always be written", e);
        }
    }
}
