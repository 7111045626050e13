/* SPDX-License-Identifier: MIT */
#include "cli/report.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/json.h"
#include "lint/lint.h"

void report_text(struct output *o, const struct report *r)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < r->n; i++) {
		buf_clear(&text);
		diag_print(&text, r->diags[i]);
		output_add(o, buf_str(&text), text.len);
	}
	buf_done(&text);
}

void report_json(struct output *o, const struct report *r)
{
	json_t *all = json_array();

	for (size_t i = 0; i < r->n; i++) {
		const struct diag *g = r->diags[i];
		json_t *one = json_object();

		json_put_text(one, "file", g->file ? g->file : "");
		json_put_int(one, "line", g->line);
		json_put_int(one, "column", g->column);
		json_put_text(one, "severity", diag_severity_name(g->severity));
		json_put_text(one, "rule", g->rule);
		json_put_text(one, "text", g->text);
		json_put(one, "hint", g->hint ? json_text(g->hint) : json_null());
		json_put(one, "source", g->source ? json_text(g->source) : json_null());
		json_push(all, one);
	}
	json_print(o, all);
}

void report_rules_text(struct output *o)
{
	const char *about, *name;

	for (size_t i = 0; (name = lint_rule_name(i, &about)); i++)
		output_printf(o, "%-20s %s\n", name, about);
}

void report_rules_json(struct output *o)
{
	json_t *rules = json_array();
	const char *about, *name;

	for (size_t i = 0; (name = lint_rule_name(i, &about)); i++) {
		json_t *rule = json_object();

		json_put_text(rule, "name", name);
		json_put_text(rule, "about", about);
		json_push(rules, rule);
	}
	json_print(o, rules);
}

static json_t *sarif_text(const char *text)
{
	json_t *message = json_object();

	json_put_text(message, "text", text);
	return message;
}

static json_t *sarif_rules(void)
{
	json_t *rules = json_array();
	const char *about, *name;

	for (size_t i = 0; (name = lint_rule_name(i, &about)); i++) {
		json_t *rule = json_object();

		json_put_text(rule, "id", name);
		json_put(rule, "shortDescription", sarif_text(about));
		json_push(rules, rule);
	}
	return rules;
}

static int rule_index(const char *rule)
{
	const char *about, *name;

	for (size_t i = 0; (name = lint_rule_name(i, &about)); i++)
		if (!strcmp(name, rule))
			return (int)i;
	return -1;
}

/* A path as a URI reference (RFC 3986): everything that is not plainly allowed as %XX. */
static json_t *sarif_uri(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	struct buf uri;
	json_t *text;

	buf_init(&uri);
	if (*path == '/')
		buf_adds(&uri, "file://");
	for (; *path; path++) {
		if (strchr(plain, *path))
			buf_addc(&uri, *path);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*path);
	}
	text = json_text(buf_str(&uri));
	buf_done(&uri);
	return text;
}

/* The column in characters: diagnostics count bytes. */
static int character_column(const struct diag *g)
{
	size_t n = g->source ? strlen(g->source) : 0, bytes = (size_t)g->column - 1, i = 0;
	int column = 1;

	if (bytes > n)
		return g->column;
	while (i < bytes) {
		char32_t cp;

		i += utf8_decode(g->source + i, n - i, &cp);
		column++;
	}
	return column;
}

static json_t *sarif_location(const struct diag *g)
{
	json_t *location = json_object(), *physical = json_object(), *artifact = json_object();

	json_put(artifact, "uri", sarif_uri(g->file ? g->file : ""));
	json_put(physical, "artifactLocation", artifact);
	if (g->line > 0) {
		json_t *region = json_object();

		json_put_int(region, "startLine", g->line);
		if (g->column > 0)
			json_put_int(region, "startColumn", character_column(g));
		json_put(physical, "region", region);
	}
	json_put(location, "physicalLocation", physical);
	return location;
}

static json_t *sarif_result(const struct diag *g)
{
	json_t *result = json_object(), *locations = json_array();
	int index = rule_index(g->rule);
	struct buf text;

	buf_init(&text);
	buf_adds(&text, g->text);
	if (g->hint)
		buf_printf(&text, "; %s", g->hint);
	json_push(locations, sarif_location(g));
	json_put_text(result, "ruleId", g->rule);
	if (index >= 0)
		json_put_int(result, "ruleIndex", index);
	json_put_text(result, "level", diag_severity_name(g->severity));
	json_put(result, "message", sarif_text(buf_str(&text)));
	json_put(result, "locations", locations);
	buf_done(&text);
	return result;
}

static json_t *sarif_run(const struct report *r)
{
	json_t *run = json_object(), *tool = json_object(), *driver = json_object();
	json_t *results = json_array();

	for (size_t i = 0; i < r->n; i++)
		json_push(results, sarif_result(r->diags[i]));
	json_put_text(driver, "name", PACKAGE_NAME);
	json_put_text(driver, "version", PACKAGE_VERSION);
	json_put(driver, "rules", sarif_rules());
	json_put(tool, "driver", driver);
	json_put(run, "tool", tool);
	json_put_text(run, "columnKind", "unicodeCodePoints");
	json_put(run, "results", results);
	return run;
}

void report_sarif(struct output *o, const struct report *r)
{
	json_t *log = json_object(), *runs = json_array();

	json_push(runs, sarif_run(r));
	json_put_text(log, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	json_put_text(log, "version", "2.1.0");
	json_put(log, "runs", runs);
	json_print(o, log);
}
