// Elementary functions that give the same double on every machine: only additions, multiplications,
// divisions and square roots in a fixed order, which IEEE 754 defines to the last bit, and no fused
// operations. A library's own functions differ from one version to the next. Pure; NaN gives NaN.
// Errors against the true value are below 4 units in the last place (pow: 8; sin and cos: 2^-52 of
// 1 for arguments within a million of zero); math_test.cc measures them.
#pragma once

namespace telltale::math {

double exp(double x);
double expm1(double x);
double log(double x);    // of 0: -infinity; of less: NaN
double log10(double x);  // exact for powers of ten
double log1p(double x);
double pow(double base, double exponent);  // NaN when base < 0, unless the exponent is an integer
double tanh(double x);
double sin(double radians);
double cos(double radians);

// To float precision (relative errors below 2^-23, of log10 absolute ones below 2^-30), several
// times as fast: a table and a short series.
float expf(float x);
float log10f(float x);  // x must be positive, finite and not subnormal

}  // namespace telltale::math
