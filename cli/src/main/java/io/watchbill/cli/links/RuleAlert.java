package io.watchbill.cli.links;

import java.util.Map;

/**
 * An alert as a rule file says it.
 *
 * @param file the rule file
 * @param labels set by the rule
 */
record RuleAlert(String file, String name, Map<String, String> labels, Map<String, String> annotations) {}
