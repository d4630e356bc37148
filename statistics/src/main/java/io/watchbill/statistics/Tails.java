package io.watchbill.statistics;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Natural logarithms of upper tail probabilities. Every one is a survival function of its own, never one minus a
 * distribution function, and stays right where the probability itself underflows.
 */
final class Tails {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double LN_2 = Math.log(2);
    /** Below this a probability is worked out in logarithms from the start. */
    private static final double SMALL = 1e-250;

    private Tails() {}

    /** ln P(Z &gt; z) of the standard normal distribution. NIST DLMF 7.2.2 and 7.5.2. */
    static double lnNormal(double z) {
        return z > 0
                ? Math.log(0.5 * Erfcx.value(z * SQRT_HALF)) - 0.5 * z * z
                : Math.log1p(-0.5 * Erfc.value(-z * SQRT_HALF));
    }

    /**
     * ln P(X &gt; x) of the chi-square distribution: the regularised gamma function Q(ν/2, x/2); NIST DLMF 8.4. Far out,
     * its continued fraction in logarithms, DLMF 8.9.2.
     *
     * @param degrees ν above 0, not necessarily whole
     */
    static double lnChiSquare(double x, double degrees) {
        if (x <= 0) {
            return 0;
        }
        double a = degrees / 2;
        double half = x / 2;
        double q = RegularizedGamma.Q.value(a, half);
        return q > SMALL ? Math.log(q) : lnGammaFraction(a, half);
    }

    // Modified Lentz evaluation of Γ(a, x) = e^−x x^a / (x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))).
    private static double lnGammaFraction(double a, double x) {
        double b = x + 1 - a;
        double c = Double.POSITIVE_INFINITY;
        double d = 1 / b;
        double fraction = d;
        for (int i = 1; i < 10_000; i++) {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            double step = c * d;
            fraction *= step;
            if (Math.abs(step - 1) < 1e-15) {
                break;
            }
        }
        return a * Math.log(x) - x - LogGamma.value(a) + Math.log(fraction);
    }

    /**
     * ln P(T &gt; t) of Student's distribution: half of the regularised beta function at ν/(ν + t²); NIST DLMF 8.17. Far
     * out, its series in logarithms, DLMF 8.17.7.
     */
    static double lnStudent(double t, double degrees) {
        if (t <= 0) {
            return Math.log1p(-0.5 * RegularizedBeta.value(degrees / (degrees + t * t), degrees / 2, 0.5));
        }
        double x = degrees / (degrees + t * t);
        double a = degrees / 2;
        double beta = RegularizedBeta.value(x, a, 0.5);
        if (beta > SMALL) {
            return Math.log(beta) - LN_2;
        }
        double term = 1;
        double sum = 1 / a;
        for (int i = 1; i < 10_000 && term > 1e-17; i++) {
            term *= (i - 0.5) / i * x;
            sum += term / (a + i);
        }
        return a * (Math.log(degrees) - 2 * Math.log(t) - Math.log1p(degrees / t / t))
                - LogBeta.value(a, 0.5)
                + Math.log(sum)
                - LN_2;
    }

    /**
     * ln P(K &gt; λ) of Kolmogorov's limit distribution. A. Kolmogorov (1933); under λ = 0.8 by Jacobi's transformation of
     * the same series, W. Feller (1948), equation 1.4.
     */
    static double lnKolmogorov(double lambda) {
        if (lambda <= 0) {
            return 0;
        }
        double square = lambda * lambda;
        if (lambda < 0.8) {
            double step = -Math.PI * Math.PI / (8 * square);
            double cdf = Math.exp(step) + Math.exp(9 * step) + Math.exp(25 * step) + Math.exp(49 * step);
            return Math.log1p(-Math.sqrt(2 * Math.PI) / lambda * cdf);
        }
        double rest = 0;
        for (int i = 2; i <= 8; i++) {
            rest += (i % 2 == 0 ? -1 : 1) * Math.exp(-2.0 * (i * i - 1) * square);
        }
        return LN_2 - 2 * square + Math.log1p(rest);
    }

    /** ln(e^a + e^b). */
    static double lnSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }
}
