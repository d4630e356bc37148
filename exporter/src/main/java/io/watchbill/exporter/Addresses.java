package io.watchbill.exporter;

import java.net.InetSocketAddress;

/** Addresses as people write them. */
final class Addresses {
    private static final String ALL_OF_IPV6 = "0:0:0:0:0:0:0:0";

    private Addresses() {}

    /** Host and port. Every address of this machine is {@code 0.0.0.0}, whichever way the system says it. */
    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        if (host.equals(ALL_OF_IPV6)) {
            host = "0.0.0.0";
        }
        boolean brackets = host.contains(":");
        return (brackets ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
