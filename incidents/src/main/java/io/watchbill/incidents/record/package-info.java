/** What an incident is, and what messages and people do to it. Pure. */
@NullMarked
package io.watchbill.incidents.record;

import org.jspecify.annotations.NullMarked;
