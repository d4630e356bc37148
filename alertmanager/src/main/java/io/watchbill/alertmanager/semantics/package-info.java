/** How Alertmanager reads what is written for it, with the faults of its versions: when an interval holds, which route matches. */
@NullMarked
package io.watchbill.alertmanager.semantics;

import org.jspecify.annotations.NullMarked;
