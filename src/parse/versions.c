/* SPDX-License-Identifier: MIT */
#include "parse/versions.h"

#include <cmark.h>
#include <yaml.h>

const char *versions_cmark(const char **ret_built)
{
	*ret_built = CMARK_VERSION_STRING;
	return cmark_version_string();
}

/* libyaml's headers do not tell their version. */
const char *versions_yaml(const char **ret_built)
{
	*ret_built = "";
	return yaml_get_version_string();
}
