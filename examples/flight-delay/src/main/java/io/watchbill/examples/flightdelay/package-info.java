/** The example system: real flights, a small model of their lateness, and the observations its service would send. */
@NullMarked
package io.watchbill.examples.flightdelay;

import org.jspecify.annotations.NullMarked;
