/** Generated files as Prometheus's and Alertmanager's own tools and the rules for dashboards judge them. */
@NullMarked
package io.watchbill.cli.verify;

import org.jspecify.annotations.NullMarked;
