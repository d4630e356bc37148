package io.watchbill.engine.decode;

/**
 * Bounds on what a line may hold.
 *
 * @param lineBytes the longest line, in bytes
 * @param idCharacters the longest id, in characters, up to {@value #MOST_CHARACTERS}
 * @param textCharacters the longest category, class, version or other text, from {@value #LEAST_CHARACTERS} to
 *     {@value #MOST_CHARACTERS}; longer feature values are invalid
 * @param depth how deep objects and arrays in a field may nest, up to {@value #MOST_DEPTH}
 */
public record DecodeLimits(int lineBytes, int idCharacters, int textCharacters, int depth) {
    /** Beyond it the parser itself would refuse the line: so deep a field lies in an array of events and in features. */
    public static final int MOST_DEPTH = Decoder.MOST_NESTED - 4;

    /** The kinds of events are texts, too. */
    public static final int LEAST_CHARACTERS = 16;

    /** Longer texts are no labels. */
    public static final int MOST_CHARACTERS = 4_096;

    /** What an event of any ordinary model stays far under. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(1 << 20, 256, 256, 16);
}
