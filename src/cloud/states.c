/* SPDX-License-Identifier: MIT */
/*
 * State machine definitions (Amazon States Language): which task is addressed to
 * what. Inline, as a text, or in the file that DefinitionUri names, with
 * DefinitionSubstitutions.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cloud/intrinsic.h"
#include "cloud/json.h"
#include "cloud/policy.h"

enum { STATES_DEPTH_MAX = 200 };

struct machine {
	struct wire *w;
	struct grants *grants;
	struct symbols names;		/* what ${Name} means: its place in values */
	const struct value **values;
	size_t n_values, cap_values;
	int depth;
};

static void name_value(struct machine *m, const char *name, const struct value *v)
{
	if (symbols_add(&m->names, name, m->n_values))
		*vec_push(m->values, m->n_values, m->cap_values) = v;
}

static const struct value *named(const struct machine *m, const char *name, size_t n)
{
	size_t i;

	return symbols_find(&m->names, arena_strndup(m->w->t->arena, name, n), &i) ? m->values[i] : NULL;
}

/* The text with its names replaced, of the place of v. */
static const struct value *replaced(struct machine *m, const struct value *v, const char *s)
{
	struct arena *a = m->w->t->arena;
	struct text text;

	if (!strstr(s, "${"))
		return v;
	text_init(&text, a, &m->w->t->load->text_bytes);
	while (*s) {
		const char *open = strstr(s, "${"), *close = open ? strchr(open, '}') : NULL;
		const struct value *value = close ? named(m, open + 2, (size_t)(close - open) - 2)
						  : NULL;
		size_t n = !close ? strlen(s) : (size_t)(value ? open - s : close + 1 - s);

		text_add(&text, s, n);
		if (value) {
			text_add_value(&text, value);
			n += (size_t)(close + 1 - open);
		}
		s += n;
	}
	if (v->kind == VALUE_TEXT)
		chain_refs(&text.chain, a, v);
	return text_end(&text, v);
}

/* In a text of references only the spelling tells which is where. */
static const struct value *substitute(struct machine *m, const struct value *v)
{
	return v && v->kind == VALUE_TEXT ? replaced(m, v, v->text) : v;
}

/* Which parameter of a service's actions says what they are about. */
static const struct {
	const char *service, *keys[3];
} subjects[] = {
	{ "lambda", { "FunctionName" } },
	{ "dynamodb", { "TableName" } },
	{ "sqs", { "QueueUrl" } },
	{ "sns", { "TopicArn", "TargetArn" } },
	{ "states", { "StateMachineArn" } },
	{ "s3", { "Bucket" } },
	{ "kinesis", { "StreamName", "StreamARN" } },
	{ "firehose", { "DeliveryStreamName" } },
	{ "batch", { "JobQueue" } },
	{ "ecs", { "Cluster" } },
	{ "codebuild", { "ProjectName" } },
	{ "secretsmanager", { "SecretId" } },
	{ "ssm", { "Name" } },
	{ "apigateway", { "ApiEndpoint" } },
};

static const struct value *subject_of(const char *service, const struct value *parameters)
{
	for (size_t i = 0; i < sizeof(subjects) / sizeof(*subjects); i++) {
		if (strcmp(subjects[i].service, service) != 0)
			continue;
		for (size_t k = 0; k < 3 && subjects[i].keys[k]; k++) {
			const struct value *v = value_get(parameters, subjects[i].keys[k]);

			if (v)
				return v;
		}
	}
	return NULL;
}

/* Grants the action on all that the parameters name and it can be about; keys name too. */
static void grant_anywhere(struct machine *m, const char *action, const struct value *v)
{
	if (!v || m->depth > STATES_DEPTH_MAX)
		return;
	m->depth++;
	if (v->key)
		grants_add(m->w, m->grants, action, replaced(m, v, v->key));
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP) {
		for (const struct value *i = v->child; i; i = i->next)
			grant_anywhere(m, action, i);
	} else {
		grants_add(m->w, m->grants, action, substitute(m, v));
	}
	m->depth--;
}

static void call_service(struct machine *m, const char *service, const char *action,
			 const struct value *parameters)
{
	const struct value *subject = subject_of(service, parameters);
	const char *full = arena_printf(m->w->t->arena, "%s:%c%s", service,
					toupper((unsigned char)action[0]), action + !!*action);

	if (!strcmp(full, "lambda:Invoke"))
		full = "lambda:InvokeFunction";
	if (subject)
		grants_add(m->w, m->grants, full, substitute(m, subject));
	else
		grant_anywhere(m, full, parameters);
}

/* "aws-sdk:dynamodb:query", "sqs:sendMessage.waitForTaskToken" */
static void call_integration(struct machine *m, const char *name, const struct value *parameters)
{
	struct arena *a = m->w->t->arena;
	const char *service, *action;
	size_t n;

	if (!strncmp(name, "aws-sdk:", 8))
		name += 8;
	n = strcspn(name, ":");
	service = arena_strndup(a, name, n);
	name += n + (name[n] == ':');
	action = arena_strndup(a, name, strcspn(name, ".:"));
	call_service(m, action_service(service), action, parameters);
}

static void take_task(struct machine *m, const struct value *task)
{
	static const char integration[] = ":states:::";
	const struct value *resource = substitute(m, value_get(task, "Resource"));
	const struct value *parameters = value_get(task, "Parameters");
	const char *name;

	if (!resource)
		return;
	name = resource->kind == VALUE_TEXT ? strstr(resource->text, integration) : NULL;
	if (!parameters)
		parameters = value_get(task, "Arguments");
	if (name)
		call_integration(m, name + sizeof(integration) - 1, parameters);
	else
		grants_add(m->w, m->grants, "lambda:InvokeFunction", resource);
}

static bool is_task(struct machine *m, const struct value *state)
{
	const struct value *type = substitute(m, value_get(state, "Type"));

	return type && type->kind == VALUE_TEXT && !strcmp(type->text, "Task");
}

static void take_states(struct machine *m, const struct value *machine)
{
	if (m->depth > STATES_DEPTH_MAX)
		return;
	m->depth++;
	each_pair(state, value_get(machine, "States")) {
		if (is_task(m, state))
			take_task(m, state);
		take_task(m, value_get(state, "ItemReader"));
		take_task(m, value_get(state, "ResultWriter"));
		each_element(branch, value_get(state, "Branches"))
			take_states(m, branch);
		take_states(m, value_get(state, "Iterator"));
		take_states(m, value_get(state, "ItemProcessor"));
	}
	m->depth--;
}

/* A definition that is a text: JSON, its references spelled "${Id.Attribute}", in keys too. */
static const struct value *parse_text(struct machine *m, const struct value *text)
{
	struct template *t = m->w->t;

	for (const struct value *ref = text->child; ref; ref = ref->next)
		name_value(m,
			   arena_printf(t->arena, "%s%s%s", ref->text, *ref->attribute ? "." : "",
					ref->attribute),
			   ref);
	return json_value(t, text);
}

static const struct value *read_definition(struct machine *m, const struct value *uri)
{
	struct eval e = template_eval(m->w->t);
	const struct yaml_node *root =
		side_read(&e, side_path(uri), uri, "the state machine's definition", &e.file);
	const struct value *v = root ? json_literal(&e, root) : NULL;

	return v && v->kind == VALUE_MAP ? v : NULL;
}

static const struct value *definition_of(struct machine *m, const struct value *p)
{
	const struct value *inline_one = value_get(p, "Definition");
	const struct value *text = value_get(p, "DefinitionString");
	const struct value *uri = value_get(p, "DefinitionUri");

	if (inline_one && inline_one->kind == VALUE_MAP)
		return inline_one;
	if (text && text->kind == VALUE_TEXT)
		return parse_text(m, text);
	return side_path(uri) ? read_definition(m, uri) : NULL;
}

/* A copy whose texts have their names replaced: what a simulator can run. */
static struct value *resolved(struct machine *m, const struct value *v)
{
	struct arena *a = m->w->t->arena;
	const struct value *now = substitute(m, v);
	struct value *copy = arena_dup(a, now, 1, sizeof(*now)), **end = &copy->child;

	copy->key = v->key;
	copy->next = NULL;
	if ((v->kind != VALUE_LIST && v->kind != VALUE_MAP) || m->depth > STATES_DEPTH_MAX)
		return copy;
	m->depth++;
	*end = NULL;
	for (const struct value *i = v->child; i; i = i->next) {
		*end = resolved(m, i);
		end = &(*end)->next;
	}
	m->depth--;
	return copy;
}

/* Wherever it was written, the definition is the machine's Definition from here on. */
static const struct value *keep_definition(struct machine *m, int resource,
					   const struct value *definition)
{
	struct arch_resource *r = &m->w->arch->resources[resource];
	struct arena *a = m->w->t->arena;
	struct value *copy = resolved(m, definition), *properties = value_map(a);

	for (const struct value *p = r->properties->child; p; p = p->next)
		if (strcmp(p->key, "Definition") != 0)
			value_put(a, properties, p->key, arena_dup(a, p, 1, sizeof(*p)));
	value_put(a, properties, "Definition", copy);
	properties->line = r->properties->line;
	properties->column = r->properties->column;
	properties->file = r->properties->file;
	r->properties = properties;
	return copy;
}

bool states_grant(struct wire *w, struct grants *g, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	struct machine m = { .w = w, .grants = g };
	const struct value *definition;

	each_pair(v, value_get(p, "DefinitionSubstitutions"))
		name_value(&m, v->key, v);
	definition = definition_of(&m, p);
	if (definition)
		take_states(&m, keep_definition(&m, resource, definition));
	symbols_done(&m.names);
	free(m.values);
	return definition;
}
