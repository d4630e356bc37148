package io.watchbill.plan.promql;

import java.util.List;
import java.util.stream.Collectors;

/** A function call. */
public record Call(String function, List<Expression> arguments) implements Expression {

    public Call {
        arguments = List.copyOf(arguments);
    }

    public static Call of(String function, Expression... arguments) {
        return new Call(function, List.of(arguments));
    }

    @Override
    public String text() {
        return arguments.stream().map(Expression::text).collect(Collectors.joining(", ", function + "(", ")"));
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Call(
                function,
                arguments.stream()
                        .map(argument -> argument.withDurations(rewrite))
                        .toList());
    }
}
