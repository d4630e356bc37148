package io.watchbill.spec.condition;

import java.util.List;

/** A condition and where the parts of its clauses stand in the text, in the same order. */
public record ParsedCondition(Condition condition, List<ParsedClause> clauses) {
    public ParsedCondition {
        clauses = List.copyOf(clauses);
    }
}
