package io.watchbill.exporter;

/**
 * By what a delivery is known again: keyed hashes, so that no key and no body is kept.
 *
 * @param nameHigh the name's hash, its first half
 * @param contentHigh the content's hash, its first half; another content under one name is an error of the sender
 */
record DeliveryKey(long nameHigh, long nameLow, long contentHigh, long contentLow) {
    boolean sameName(DeliveryKey other) {
        return nameHigh == other.nameHigh && nameLow == other.nameLow;
    }

    boolean sameContent(DeliveryKey other) {
        return contentHigh == other.contentHigh && contentLow == other.contentLow;
    }
}
