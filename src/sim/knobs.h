/* SPDX-License-Identifier: MIT */
/*
 * The properties that the simulator goes by, for each kind of resource: what `--set` may
 * turn, and what a mistyped name was meant to be.
 */
#ifndef SIM_KNOBS_H
#define SIM_KNOBS_H

#include <stdbool.h>

#include "model/arch.h"

/* First words of property paths, ended by NULL; NULL for kinds without a model. */
const char *const *knobs_of(enum arch_kind kind);

/*
 * A property of r ("Timeout", "ScalingConfig.MaximumConcurrency") that nothing reads and the
 * template does not have. ret_nearest is what may be meant; NULL = nothing is near.
 */
bool knob_is_unknown(const struct arch_resource *r, const char *path, const char **ret_nearest);

#endif
