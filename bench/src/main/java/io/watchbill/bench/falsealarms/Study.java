package io.watchbill.bench.falsealarms;

import java.util.List;

/** Which scores of a population are looked at, and how its windows come. */
record Study(Population population, List<Score> scores, List<Traffic> traffics) {}
