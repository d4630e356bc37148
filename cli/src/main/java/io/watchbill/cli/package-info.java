/** The watchbill command: wires the rooms; owns files, exit codes, progress and colours. */
@NullMarked
package io.watchbill.cli;

import org.jspecify.annotations.NullMarked;
