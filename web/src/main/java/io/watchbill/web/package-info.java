/**
 * Who may talk to the exporter and to the incident server, and how: the web configuration file in the conventions of Prometheus's exporter-toolkit,
 * TLS, credentials and permissions, for all listeners.
 */
@NullMarked
package io.watchbill.web;

import org.jspecify.annotations.NullMarked;
