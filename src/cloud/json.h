/* SPDX-License-Identifier: MIT */
/*
 * Texts that hold JSON (policies, state machines), and files of it: to values in
 * which nothing is evaluated. Called by the rules, private to cloud/.
 */
#ifndef CLOUD_JSON_H
#define CLOUD_JSON_H

#include "cloud/template.h"
#include "cloud/text.h"

/* YAML as it is written, without any function. */
struct value *json_literal(struct eval *e, const struct yaml_node *n);

/* The map that a text holds, its references where the text spells them; NULL = it holds none. */
const struct value *json_value(struct template *t, const struct value *text);

/* v itself, if it is no text; else the map that it holds, or NULL. */
const struct value *json_map(struct template *t, const struct value *v);

#endif
