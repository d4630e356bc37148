/** What every dashboard of a folder must keep, judged on the JSON itself, whoever wrote it. */
@NullMarked
package io.watchbill.dashboards.lint;

import org.jspecify.annotations.NullMarked;
