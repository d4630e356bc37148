/** How records of a target format become YAML: one writer for rule files, their tests and alertmanager.yml. */
@NullMarked
package io.watchbill.plan.yaml;

import org.jspecify.annotations.NullMarked;
