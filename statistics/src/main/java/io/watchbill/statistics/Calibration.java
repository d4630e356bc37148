package io.watchbill.statistics;

/**
 * Whether confidences are what they say: of predictions with confidence 0.8, four in five should be right.
 *
 * @param samples labelled predictions
 * @param error expected calibration error Σ_b abs(right_b − Σ confidence)/n; M. Naeini, G. Cooper, M. Hauskrecht (2015),
 *     "Obtaining Well Calibrated Probabilities Using Bayesian Binning"
 * @param noiseFloor what the error is on average for a perfectly calibrated model, Σ_b √(2 v_b/π)/n with
 *     v_b = Σ confidence(1 − confidence)
 * @param lnPValue two-sided, of Z = Σ(y − p)(1 − 2p)/√(Σ(1 − 2p)²p(1 − p)); D. Spiegelhalter (1986), "Probabilistic
 *     prediction in patient management and clinical trials"
 */
public record Calibration(long samples, double error, double noiseFloor, double lnPValue) {}
