/** How often undrifted data looks drifted, how often named shifts are found, and what of it becomes an alert. */
@NullMarked
package io.watchbill.bench.falsealarms;

import org.jspecify.annotations.NullMarked;
