/** Recording rules that score what several replicas of the exporter counted together. */
@NullMarked
package io.watchbill.plan.fleet;

import org.jspecify.annotations.NullMarked;
