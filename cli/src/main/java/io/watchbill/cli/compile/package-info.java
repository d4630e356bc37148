/** From specification files to the content of the output folder: read, check, plan, render. */
@NullMarked
package io.watchbill.cli.compile;

import org.jspecify.annotations.NullMarked;
