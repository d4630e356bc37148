/** Generated files as Prometheus's and Alertmanager's own tools judge them. */
@NullMarked
package io.watchbill.cli.verify;

import org.jspecify.annotations.NullMarked;
