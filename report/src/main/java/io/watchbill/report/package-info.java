/** An evaluation as a table for people, as records for programs, and as one self-contained page. Pure. */
@NullMarked
package io.watchbill.report;

import org.jspecify.annotations.NullMarked;
