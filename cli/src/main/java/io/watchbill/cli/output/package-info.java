/** The folder of generated files: what is written, what is deleted, what is never touched, and whether it is current. */
@NullMarked
package io.watchbill.cli.output;

import org.jspecify.annotations.NullMarked;
