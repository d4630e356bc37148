/** Jinjava, closed and strict: shipped templates, values as data, every expression escaped. */
@NullMarked
package io.watchbill.runbooks.template;

import org.jspecify.annotations.NullMarked;
