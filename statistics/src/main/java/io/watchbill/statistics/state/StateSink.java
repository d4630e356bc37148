package io.watchbill.statistics.state;

/** Takes the parts of a state. Calls take effect in their order. */
public interface StateSink {
    /** Puts a part in the place of what the key held. The array becomes the sink's own. */
    void put(String key, byte[] bytes);

    /** Removes every part whose key starts with that text, which is empty or ends with {@code /}. */
    void removeAll(String prefix);
}
