/* SPDX-License-Identifier: MIT */
/* Versions of the parsers that others wrote, for `doctor`. */
#ifndef PARSE_VERSIONS_H
#define PARSE_VERSIONS_H

/* The version that runs; ret_built: the one whose headers were compiled in ("" = not told). */
const char *versions_cmark(const char **ret_built);
const char *versions_yaml(const char **ret_built);

#endif
