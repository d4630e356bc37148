/** Maintenance and watches in the words of the command line, and the silences of a running Alertmanager. */
@NullMarked
package io.watchbill.cli.planned;

import org.jspecify.annotations.NullMarked;
