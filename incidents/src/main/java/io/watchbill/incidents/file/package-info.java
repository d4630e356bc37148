/** Incidents as Markdown files that people edit too. */
@NullMarked
package io.watchbill.incidents.file;

import org.jspecify.annotations.NullMarked;
