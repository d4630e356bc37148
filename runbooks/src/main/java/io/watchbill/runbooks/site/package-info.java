/** Markdown as a small static site: no script, nothing that is loaded from elsewhere. */
@NullMarked
package io.watchbill.runbooks.site;

import org.jspecify.annotations.NullMarked;
