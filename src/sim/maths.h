/* SPDX-License-Identifier: MIT */
/*
 * Functions of the mathematics library that must give the same bits on every
 * machine: libm's exp and log differ between processors and versions. Only
 * operations that IEEE 754 rounds exactly are used. Relative error under 4e-16
 * over the normal range.
 */
#ifndef SIM_MATHS_H
#define SIM_MATHS_H

double maths_exp(double x);	/* 0 below -745, infinity above 709.78 */
double maths_log(double x);	/* x > 0 */
double maths_pow(double x, double y);	/* x > 0 */

#endif
