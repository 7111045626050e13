/* SPDX-License-Identifier: MIT */
/* R2 and R3 in OpenAPI documents, inline or in the file that the template names. */
#include <ctype.h>
#include <string.h>

#include "cloud/intrinsic.h"
#include "cloud/wire.h"

enum { REFS_MAX = 8 };	/* in a row */

static const char *upper(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *p = copy; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return copy;
}

/* {"4\\d{2}": {statusCode: 429}} as AWS::ApiGateway::Method writes it, a list. */
static const struct value *integration_responses(struct arena *a, const struct value *responses)
{
	struct value *list = value_list(a);
	struct chain chain = { .of = list };

	each_pair(r, responses) {
		struct details d;

		details_init(&d, a);
		details_put(&d, "StatusCode", value_get(r, "statusCode"));
		if (strcmp(r->key, "default") != 0)
			details_text(&d, "SelectionPattern", r->key);
		chain_add(&chain, d.map);
	}
	return list->n ? list : NULL;
}

static const struct value *operation_details(struct wire *w, const char *path, const char *method,
					     const struct value *in)
{
	const struct value *parameters = value_get(in, "requestParameters");
	struct details d;

	details_init(&d, w->t->arena);
	details_text(&d, "Method",
		     strcmp(method, "x-amazon-apigateway-any-method") != 0 ? method : "ANY");
	details_text(&d, "Path", path);
	details_text(&d, "Type", upper(w->t->arena, value_string(in, "type", "")));
	details_put(&d, "TimeoutInMillis", value_get(in, "timeoutInMillis"));
	details_put(&d, "PayloadFormatVersion", value_get(in, "payloadFormatVersion"));
	details_put(&d, "IntegrationResponses",
		    integration_responses(w->t->arena, value_get(in, "responses")));
	each_pair(p, parameters)
		if (strstr(p->key, "X-Amz-Invocation-Type") && strstr(p->text, "Event"))
			details_text(&d, "InvocationType", "Event");
	return d.map;
}

/* What {"$ref": "#/components/..."} points to in the document; v itself when it is none. */
static const struct value *followed(struct wire *w, const struct value *document, const struct value *v)
{
	for (int i = 0; i < REFS_MAX; i++) {
		const char *pointer = value_string(v, "$ref", ""), *end;

		if (strncmp(pointer, "#/", 2) != 0)
			return v;
		v = document;
		for (const char *p = pointer + 2; v && *p; p = *end ? end + 1 : end) {
			end = p + strcspn(p, "/");
			v = value_get(v, arena_strndup(w->t->arena, p, (size_t)(end - p)));
		}
	}
	return NULL;
}

static void wire_operation(struct wire *w, int api, const struct value *document, const char *path,
			   const struct value *operation)
{
	const struct value *in =
		followed(w, document, value_get(operation, "x-amazon-apigateway-integration"));
	struct integration i = {
		.api = api,
		.uri = value_get(in, "uri"),
		.parameters = value_get(in, "requestParameters"),
		.templates = value_get(in, "requestTemplates"),
		.credentials = value_get(in, "credentials"),
		.connection = value_get(in, "connectionId"),
		.subtype = value_string(in, "integrationSubtype", ""),
	};

	if (!in)
		return;
	i.details = operation_details(w, path, operation->key, in);
	wire_integration(w, &i);
}

static void wire_scheme(struct wire *w, int api, const struct value *scheme)
{
	const struct value *a = value_get(scheme, "x-amazon-apigateway-authorizer");

	wire_to(w, &(struct link){ api, VERB_INVOKES, "R3", a, false }, value_get(a, "authorizerUri"));
	wire_to(w, &(struct link){ api, VERB_USES, "R3", a, false }, value_get(a, "providerARNs"));
	wire_to(w, &(struct link){ api, VERB_USES, "R3", a, false },
		value_at(a, "jwtConfiguration.issuer"));
}

static void wire_document(struct wire *w, int api, const struct value *document)
{
	each_pair(path, value_get(document, "paths"))
		each_pair(operation, followed(w, document, path))
			wire_operation(w, api, document, path->key, operation);
	each_pair(scheme, value_at(document, "components.securitySchemes"))
		wire_scheme(w, api, scheme);
	each_pair(scheme, value_get(document, "securityDefinitions"))
		wire_scheme(w, api, scheme);
}

void wire_openapi(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	const struct value *uri = value_get(p, "DefinitionUri");
	struct eval e = template_eval(w->t);
	const struct yaml_node *root;

	wire_document(w, resource, value_get(p, "DefinitionBody"));
	wire_document(w, resource, value_get(p, "Body"));
	if (!side_path(uri))
		return;
	root = side_read(&e, side_path(uri), uri, "the API's definition", &e.file);
	if (root)
		wire_document(w, resource, eval_map(&e, root));
}
