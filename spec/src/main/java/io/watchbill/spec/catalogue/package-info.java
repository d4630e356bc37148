/** The metric catalogue: every exported family, every metric a condition may name, and the presets that measure them. */
@NullMarked
package io.watchbill.spec.catalogue;

import org.jspecify.annotations.NullMarked;
