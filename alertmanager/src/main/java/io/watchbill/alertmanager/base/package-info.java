/** A team's own alertmanager.yml, into which the generated routes go. */
@NullMarked
package io.watchbill.alertmanager.base;

import org.jspecify.annotations.NullMarked;
