package io.watchbill.exporter.store;

/** The store cannot be used now: its disk is full, cannot be written or cannot be read. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
