package io.watchbill.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The plans of all systems that are compiled together, by name. */
public record Fleet(List<Plan> plans) {

    public Fleet {
        plans = plans.stream().sorted(Comparator.comparing(Plan::system)).toList();
        for (int i = 1; i < plans.size(); i++) {
            if (plans.get(i).system().equals(plans.get(i - 1).system())) {
                throw new IllegalArgumentException("two specifications are named "
                        + plans.get(i).system() + ": give one of them another metadata.name");
            }
        }
    }

    /** The longest of the systems' scrape intervals: a range made of it holds samples of each. */
    public Duration scrapeInterval() {
        return plans.stream()
                .map(plan -> plan.target().scrapeInterval())
                .max(Comparator.naturalOrder())
                .orElse(Target.DEFAULT.scrapeInterval());
    }
}
