package io.watchbill.plan.lint;

/** One thing to judge. Rules know nothing of one another. */
@FunctionalInterface
interface Rule {
    void judge(Judged judged);
}
