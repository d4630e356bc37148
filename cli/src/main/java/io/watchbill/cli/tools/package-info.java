/** Programs of others that commands run. */
@NullMarked
package io.watchbill.cli.tools;

import org.jspecify.annotations.NullMarked;
