/**
 * Who may talk to the exporter, and how: the web configuration file in the conventions of Prometheus's exporter-toolkit,
 * TLS, credentials and permissions, for both listeners. It knows no server.
 */
@NullMarked
package io.watchbill.exporter.web;

import org.jspecify.annotations.NullMarked;
