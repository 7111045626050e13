/* SPDX-License-Identifier: MIT */
/*
 * YAML nodes to values: intrinsic functions are called, references stay as
 * VALUE_REF. What cannot be known becomes VALUE_UNKNOWN with the references it
 * rests on; nothing a template refers to is lost.
 */
#ifndef CLOUD_INTRINSIC_H
#define CLOUD_INTRINSIC_H

#include "cloud/template.h"
#include "cloud/text.h"

struct value *eval(struct eval *e, const struct yaml_node *n);

/* As eval, but what does not become a map gives an empty one. */
const struct value *eval_map(struct eval *e, const struct yaml_node *n);

/* What a node calls: "Ref", "Sub" ... with its argument; NULL = it calls nothing. */
const char *intrinsic_called(struct eval *e, const struct yaml_node *n,
			     const struct yaml_node **ret_argument);

/* A value of the place of a node. */
struct value *eval_value(struct eval *e, enum value_kind kind, const struct yaml_node *at);

/* What a name refers to: a loop's name, a parameter, a pseudo parameter, else a resource. */
struct value *eval_ref(struct eval *e, const char *name, const char *attribute,
		       const struct yaml_node *at);

/* text with the loops' names (${Name}, &{Name}) replaced; text itself when there is none. */
const char *eval_loops(const struct eval *e, const char *text);

/* Unknown with all references that are in v (which may be NULL). */
struct value *eval_unknown(struct eval *e, const char *what, const struct value *v,
			   const struct yaml_node *at);

/* A complaint about a wrong call; returns an unknown value. */
struct value *eval_bad(struct eval *e, const char *function, const char *expected,
		       const struct yaml_node *at);

/* functions.c: each takes the argument of its function. */
typedef struct value *(*intrinsic_call)(struct eval *e, const struct yaml_node *argument,
					const struct yaml_node *at);
intrinsic_call intrinsic_find(const char *name);

/* intrinsic_sub.c */
struct value *intrinsic_sub(struct eval *e, const struct yaml_node *argument,
			    const struct yaml_node *at);

/* condition.c */
enum truth condition_decide(struct eval *e, const struct yaml_node *n);
bool condition_is_function(const char *name);
struct value *intrinsic_if(struct eval *e, const struct yaml_node *argument,
			   const struct yaml_node *at);

/*
 * The same, but two maps that nobody can choose between stay apart: the second
 * in *ret_second, which is NULL otherwise.
 */
struct value *intrinsic_if_both(struct eval *e, const struct yaml_node *argument,
				const struct yaml_node *at, struct value **ret_second);

/* foreach.c */
typedef void (*pair_taker)(void *context, struct eval *e, const char *key,
			   const struct yaml_node *key_node, const struct yaml_node *value);

/*
 * Gives all pairs of a map to take, loops unrolled, merge keys merged and
 * AWS::Include read. Keys have their loops' names replaced.
 */
void foreach_pair(struct eval *e, const struct yaml_node *map, pair_taker take, void *context);

/* side.c */

/*
 * Reads a file that the template names, as YAML. NULL when there is none, with a
 * warning; also for addresses (s3://...), which are a note. ret_file is its name.
 */
const struct yaml_node *side_read(struct eval *e, const char *path, const struct value *at,
				  const char *what, const char **ret_file);

/* The path that names a local file in a property (text, or {"Location": text}); NULL = none. */
const char *side_path(const struct value *v);

#endif
