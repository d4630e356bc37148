/** The server: webhooks in, incident files and a metrics page out. */
@NullMarked
package io.watchbill.incidents.serve;

import org.jspecify.annotations.NullMarked;
