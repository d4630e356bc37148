/** Judges plans: whether the alerts are good ones, whether they can do what they say, and what the specification leaves unanswered. */
@NullMarked
package io.watchbill.plan.lint;

import org.jspecify.annotations.NullMarked;
