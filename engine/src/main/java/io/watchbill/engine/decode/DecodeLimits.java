package io.watchbill.engine.decode;

/**
 * Bounds on what a line may hold.
 *
 * @param lineBytes the longest line, in bytes
 * @param idCharacters the longest id, in characters
 * @param textCharacters the longest category, class, version or other text; longer feature values are invalid
 * @param depth how deep objects and arrays may nest
 */
public record DecodeLimits(int lineBytes, int idCharacters, int textCharacters, int depth) {
    /** What an event of any ordinary model stays far under. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(1 << 20, 256, 256, 16);

    /** The same bounds with another longest line. */
    public DecodeLimits withLineBytes(int bytes) {
        return new DecodeLimits(bytes, idCharacters, textCharacters, depth);
    }
}
