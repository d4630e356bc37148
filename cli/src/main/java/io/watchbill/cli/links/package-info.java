/** Whether what was generated fits together: alerts, sections of runbooks, panels, receivers. */
@NullMarked
package io.watchbill.cli.links;

import org.jspecify.annotations.NullMarked;
