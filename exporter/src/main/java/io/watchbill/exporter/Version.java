package io.watchbill.exporter;

/** The exporter's version. */
final class Version {
    private Version() {}

    /** As the jar's manifest says; a class folder has none. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
