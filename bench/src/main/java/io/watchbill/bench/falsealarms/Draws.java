package io.watchbill.bench.falsealarms;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random numbers by seed: uniform, normal, gamma, binomial, multinomial. */
final class Draws {
    /** Up to so many expected successes a binomial is inverted, beyond it is drawn by rejection. */
    private static final double INVERTED = 10;

    /** log(k!) less Stirling's formula, for k under ten. */
    private static final double[] STIRLING_TAILS = {
        0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
        0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.00925546218271273, 0.00833056343336287
    };

    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From [0, 1). */
    double uniform() {
        return random.nextDouble();
    }

    int integer(int bound) {
        return random.nextInt(bound);
    }

    /** Of the standard normal distribution. */
    double normal() {
        return random.nextGaussian();
    }

    /**
     * Of the gamma distribution with scale 1: the sum of so many exponential spacings. G. Marsaglia, W. Tsang (2000), "A
     * simple method for generating gamma variables".
     *
     * @param shape 0, or at least 1
     */
    double gamma(long shape) {
        if (shape == 0) {
            return 0;
        }
        if (shape == 1) {
            return random.nextExponential();
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** Successes among {@code n}, each with probability {@code p}. */
    long binomial(long n, double p) {
        if (n == 0 || p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        if (p > 0.5) {
            return n - binomial(n, 1 - p);
        }
        return n * p < INVERTED ? inverted(n, p) : rejected(n, p);
    }

    private long inverted(long n, double p) {
        double odds = p / (1 - p);
        double probability = Math.exp(n * Math.log1p(-p));
        double left = random.nextDouble();
        long k = 0;
        while (left > probability && k < n) {
            left -= probability;
            k++;
            probability *= odds * (n - k + 1) / k;
        }
        return k;
    }

    // W. Hörmann (1993), "The generation of binomial random variates", algorithm BTRS.
    private long rejected(long n, double p) {
        double deviation = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5;
        double sure = 0.92 - 4.2 / b;
        double odds = p / (1 - p);
        double alpha = (2.83 + 5.1 / b) * deviation;
        double mode = Math.floor((n + 1) * p);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = 1 - random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + centre);
            if (us >= 0.07 && v <= sure) {
                return (long) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double accepted = (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
                    + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
                    + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
                    + stirlingTail(mode)
                    + stirlingTail(n - mode)
                    - stirlingTail(k)
                    - stirlingTail(n - k);
            if (Math.log(v * alpha / (a / (us * us) + b)) <= accepted) {
                return (long) k;
            }
        }
    }

    private static double stirlingTail(double k) {
        if (k < STIRLING_TAILS.length) {
            return STIRLING_TAILS[(int) k];
        }
        double square = (k + 1) * (k + 1);
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
    }

    /** How {@code n} fall among bins of those shares, which add up to 1; written into the first of {@code into}. */
    void multinomial(long n, double[] shares, long[] into) {
        Arrays.fill(into, 0);
        long left = n;
        double share = 1;
        for (int i = 0; i < shares.length && left > 0; i++) {
            long here = i == shares.length - 1 ? left : binomial(left, Math.min(1, shares[i] / share));
            into[i] = here;
            left -= here;
            share -= shares[i];
        }
    }
}
