/* SPDX-License-Identifier: MIT */
/*
 * A SAM or CloudFormation template (YAML or JSON) to an architecture. Reads the
 * template, evaluates parameters, conditions and intrinsic functions, does what
 * the SAM transform does, opens the nested stacks whose templates are in its folder
 * ("Stack/Resource" are their logical ids), folds resources into nodes and finds the
 * edges and frames. Called by cli/ and app/; nothing is written, nothing outside the
 * template's folder read.
 */
#ifndef CLOUD_CLOUD_H
#define CLOUD_CLOUD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/err.h"
#include "model/arch.h"

/*
 * A property as if the template said so: "LogicalId.Property.Sub", a key of Metadata.Nephoscope too
 * (arch_metadata_keys). Set before anything is made of the property, so that event sources,
 * connections and what SAM generates follow. Of a nested stack's resource the name alone is enough.
 */
struct cloud_setting {
	const char *path, *text;
};

struct cloud_options {
	const char *const *parameters;	/* "Name=value" */
	size_t n_parameters;
	const struct cloud_setting *settings;
	size_t n_settings;
	bool is_flat;			/* nested stacks stay nodes: their templates are not read */
};

/*
 * Loads the template at path. What is wrong goes to diags: errors when there is
 * no architecture, else warnings and notes; the quoted lines stay borrowed from
 * ret until it is freed (or diag_in is called). options may be NULL.
 *
 * ERR_SYNTAX: no template (diags says why). ERR_TOO_BIG: over a bound (diags
 * says which). ERR_USAGE: a parameter that the template does not have. ERR_NOT_FOUND, ERR_OUTSIDE, ERR_IO: as file_read, diags untouched.
 */
enum err cloud_load(const char *path, const struct cloud_options *options, struct diag_list *diags,
		    struct arch **ret);

/*
 * The same for a text that is read already. root is the folder of the files
 * that it may name; NULL = none may be read. The text is copied.
 */
enum err cloud_load_text(const char *name, const char *root, const char *text, size_t len,
			 const struct cloud_options *options, struct diag_list *diags,
			 struct arch **ret);

#endif
