/** What must hold for the exporter to be healthy and ready, as named conditions. */
@NullMarked
package io.watchbill.exporter.health;

import org.jspecify.annotations.NullMarked;
