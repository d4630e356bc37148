/** What commands say of routing, as text and as records for programs. */
@NullMarked
package io.watchbill.cli.routing;

import org.jspecify.annotations.NullMarked;
