/** The Operations Specification: records, readers with source locations, checks, condition language, metric catalogue. */
@NullMarked
package io.watchbill.spec;

import org.jspecify.annotations.NullMarked;
