package io.watchbill.plan.lint;

/** The key questions of operations, which are asked before the first incident or during it. */
final class AnsweredQuestions implements Rule {

    @Override
    public void judge(Judged judged) {
        for (KeyQuestion question : KeyQuestion.of(judged.specification(), judged.places())) {
            if (question.answer().isEmpty()) {
                judged.report(
                        LintCode.UNANSWERED_QUESTION,
                        question.section(),
                        "no answer to: " + question.question(),
                        question.section().substring(1).replace('/', '.'),
                        question.help());
            }
        }
    }
}
