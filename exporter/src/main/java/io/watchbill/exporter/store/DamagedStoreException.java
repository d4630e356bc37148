package io.watchbill.exporter.store;

/** What the store holds is not what was written to it. */
public final class DamagedStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public DamagedStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
