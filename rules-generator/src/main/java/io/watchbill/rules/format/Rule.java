package io.watchbill.rules.format;

/** One rule of a group. */
public sealed interface Rule permits RecordingRule, AlertingRule {

    /** The PromQL expression. */
    String expr();
}
