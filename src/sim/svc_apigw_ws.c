/* SPDX-License-Identifier: MIT */
/*
 * WebSocket APIs. A connection is a call that the API keeps (and a twin, since it
 * waits for two things: ten idle minutes and two hours). Messages from clients go
 * over a connection drawn evenly among the open ones.
 *
 * What functions believe: they remember a connection until its $disconnect has
 * run. A POST to @connections goes to one drawn evenly among those remembered; a
 * closed one answers 410, and the function forgets it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/svc_apigw.h"

enum ws_phase {
	WS_PHASE_IDLE = APIGW_PHASE_OWN,	/* timers of the lanes */
	WS_PHASE_AGE,
};

struct websockets {
	struct apigw api;		/* first: setup knows only this */
	uint32_t *open;			/* connections, in any order: conn->b is its place */
	size_t n_open, cap_open;
	struct lane idle, age;
	enum rule none_open;		/* why no connection is open, when none is */
	int connect, disconnect;	/* routes; -1 = none */
	uint64_t n_stale;		/* remembered, but closed */
	double lost_share;		/* of $disconnect */
	uint32_t most_message, billed_bytes;
	double usd_per_minute;
	uint64_t n_connect, n_messages, n_billed, n_closed;
	uint64_t n_client_errors, n_execution_errors, n_integration_errors;
	struct level connections;
};

static void answer_after(struct sim *s, uint32_t slot, int64_t delay_ns, enum outcome outcome,
			 enum rule rule)
{
	struct call *c = call_at(s, slot);

	c->outcome = (uint16_t)outcome;
	c->a = rule;
	call_wake_after(s, slot, delay_ns, APIGW_PHASE_ANSWER);
}

/* Refused before any integration. */
static void refuse(struct sim *s, struct component *m, uint32_t slot, enum outcome outcome,
		   enum rule rule)
{
	struct websockets *w = m->state;

	w->n_client_errors++;
	answer_after(s, slot, component_draw(m, &w->api.before), outcome, rule);
}

static bool has_tokens(struct sim *s, struct websockets *w, struct apigw_route *r)
{
	struct apigw *g = &w->api;

	if ((!r || bucket_take(&r->throttle, s->now_ns)) &&
	    bucket_take(&g->account->throttle, s->now_ns) &&
	    bucket_take(&g->account->region, s->now_ns))
		return true;
	g->n_throttled++;
	return false;
}

static void count_message(struct websockets *w, uint32_t bytes)
{
	w->n_messages++;
	w->n_billed += 1 + (bytes ? (bytes - 1) / w->billed_bytes : 0);
}

/* Calls a route's backend, after the first part of the overhead. */
static void start_route(struct sim *s, struct component *m, uint32_t slot, int route)
{
	struct websockets *w = m->state;

	call_at(s, slot)->key = (uint32_t)route + 1;
	call_wake_after(s, slot, component_draw(m, &w->api.before), APIGW_PHASE_INTEGRATE);
}

static void open_connection(struct sim *s, struct component *m, uint32_t request)
{
	struct websockets *w = m->state;
	uint32_t conn = call_new(s, m->index, m->index, OP_CONNECT, CALL_NONE, request);
	uint32_t twin = call_new(s, m->index, m->index, OP_CONNECT, CALL_NONE, request);

	call_at(s, conn)->a = twin;
	call_at(s, twin)->a = conn;
	call_at(s, conn)->b = (uint32_t)w->n_open;
	*vec_push(w->open, w->n_open, w->cap_open) = conn;
	lane_add(s, &w->idle, conn);
	lane_add(s, &w->age, twin);
	level_to(&w->connections, s->now_ns, (int64_t)w->n_open);
}

/* conn is in no lane any more, its twin neither. */
static void forget_connection(struct sim *s, struct websockets *w, uint32_t conn)
{
	struct call *c = call_at(s, conn);
	uint32_t last = w->open[--w->n_open];

	w->open[c->b] = last;
	call_at(s, last)->b = c->b;
	level_to(&w->connections, s->now_ns, (int64_t)w->n_open);
	call_drop(s, c->a);
	call_drop(s, conn);
}

/* The connection is gone: whoever remembers it hears so from $disconnect, if that runs. */
static void run_disconnect(struct sim *s, struct component *m, uint32_t request)
{
	struct websockets *w = m->state;
	uint32_t slot;

	w->n_closed++;
	w->n_stale++;
	if (w->disconnect < 0)
		return;
	slot = call_new(s, m->index, m->index, OP_DISCONNECT, CALL_NONE, request);
	if (random_coin(&w->api.random[STREAM_LOST], w->lost_share)) {
		sim_tell(s, slot, MOMENT_DROPPED, RULE_WS_LOST, 0);
		call_drop(s, slot);
		return;
	}
	start_route(s, m, slot, w->disconnect);
}

static void close_connection(struct sim *s, struct component *m, uint32_t conn, enum rule rule)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, conn), *twin = call_at(s, c->a);
	uint32_t request = c->request;

	if (c->flags & CALL_IN_LANE)
		lane_remove(s, &w->idle, conn);
	if (twin->flags & CALL_IN_LANE)
		lane_remove(s, &w->age, c->a);
	if (rule != RULE_NONE)
		sim_tell(s, conn, MOMENT_DROPPED, rule, 0);
	w->none_open = rule == RULE_WS_IDLE ? RULE_WS_WAS_IDLE
		       : rule == RULE_WS_OLD ? RULE_WS_WAS_OLD
					     : RULE_WS_NONE_OPEN;
	forget_connection(s, w, conn);
	run_disconnect(s, m, request);
}

static uint32_t draw_connection(struct websockets *w)
{
	double u = random_unit(&w->api.random[STREAM_CONNECTION]);

	return w->n_open ? w->open[(size_t)(u * (double)w->n_open)] : CALL_NONE;
}

static void touch(struct sim *s, struct websockets *w, uint32_t conn)
{
	lane_remove(s, &w->idle, conn);
	lane_add(s, &w->idle, conn);
}

static void run_connect(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;

	if (w->connect >= 0) {
		start_route(s, m, slot, w->connect);
		return;
	}
	open_connection(s, m, call_at(s, slot)->request);
	answer_after(s, slot, component_draw(m, &w->api.before), OUTCOME_FINE, RULE_NONE);
}

static void arrive_connect(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	struct apigw *g = &w->api;
	struct apigw_route *r = w->connect >= 0 ? &g->routes[w->connect] : NULL;
	struct apigw_authorizer *z = r ? r->authorizer : NULL;

	w->n_connect++;
	if (!bucket_take(&g->account->connections, s->now_ns)) {
		refuse(s, m, slot, (enum outcome)429, RULE_APIGW_WS_CONNECT_RATE);
		return;
	}
	if (!has_tokens(s, w, r)) {
		refuse(s, m, slot, (enum outcome)429, RULE_APIGW_ACCOUNT);
		return;
	}
	if (!z) {
		run_connect(s, m, slot);
		return;
	}
	if (random_coin(&g->random[STREAM_TOKEN], g->callers.without_token)) {
		refuse(s, m, slot, apigw_outcome((enum rule)z->missing), (enum rule)z->missing);
		return;
	}
	if (z->is_own && random_coin(&g->random[STREAM_DENIED], g->callers.denied)) {
		refuse(s, m, slot, apigw_outcome((enum rule)z->denies), (enum rule)z->denies);
		return;
	}
	if (z->is_own) {
		run_connect(s, m, slot);
		return;
	}
	call_wake_after(s, slot, component_draw(m, &g->before), APIGW_PHASE_AUTHORIZE);
}

static void arrive_message(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);
	uint32_t conn = draw_connection(w);
	bool has_route = c->key != APIGW_NO_ROUTE;

	if (!conn) {
		refuse(s, m, slot, OUTCOME_CONNECTION_CLOSED, w->none_open);
		return;
	}
	count_message(w, c->bytes);
	if (c->bytes > w->most_message) {
		close_connection(s, m, conn, RULE_NONE);
		refuse(s, m, slot, OUTCOME_CONNECTION_CLOSED, RULE_WS_TOO_BIG);
		return;
	}
	if (!has_tokens(s, w, has_route ? &w->api.routes[c->key - 1] : NULL)) {
		close_connection(s, m, conn, RULE_NONE);
		refuse(s, m, slot, OUTCOME_CONNECTION_CLOSED, RULE_WS_THROTTLED);
		return;
	}
	touch(s, w, conn);
	if (has_route)
		start_route(s, m, slot, (int)c->key - 1);
	else
		refuse(s, m, slot, (enum outcome)403, RULE_WS_NO_ROUTE);
}

/* The client closes one of its connections. */
static void arrive_disconnect(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	uint32_t conn = draw_connection(w);

	if (!conn) {
		refuse(s, m, slot, OUTCOME_CONNECTION_CLOSED, w->none_open);
		return;
	}
	close_connection(s, m, conn, RULE_NONE);
	answer_after(s, slot, component_draw(m, &w->api.before), OUTCOME_FINE, RULE_NONE);
}

/* POST @connections/ID, by a function. */
static void arrive_post(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);
	uint64_t remembered = w->n_open + w->n_stale, k;

	if (c->bytes > w->most_message) {
		refuse(s, m, slot, OUTCOME_TOO_LARGE, RULE_WS_POST_TOO_BIG);
		return;
	}
	if (!has_tokens(s, w, NULL)) {
		refuse(s, m, slot, OUTCOME_LIMIT_EXCEEDED, RULE_WS_POST_THROTTLED);
		return;
	}
	if (!remembered) {
		answer_after(s, slot, component_draw(m, &w->api.before), OUTCOME_FINE,
			     RULE_WS_NOBODY);
		return;
	}
	k = (uint64_t)(random_unit(&w->api.random[STREAM_CONNECTION]) * (double)remembered);
	if (k >= w->n_open) {
		w->n_stale--;
		refuse(s, m, slot, OUTCOME_GONE, RULE_WS_GONE);
		return;
	}
	count_message(w, c->bytes);
	touch(s, w, w->open[k]);
	answer_after(s, slot, component_draw(m, &w->api.before), OUTCOME_FINE, RULE_NONE);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	switch ((enum op)call_at(s, slot)->op) {
	case OP_CONNECT:
		arrive_connect(s, m, slot);
		break;
	case OP_MESSAGE:
		arrive_message(s, m, slot);
		break;
	case OP_DISCONNECT:
		arrive_disconnect(s, m, slot);
		break;
	default:
		arrive_post(s, m, slot);
		break;
	}
}

/* The route's backend has answered, or time is up (OUTCOME_NO_ANSWER). */
static void end_route(struct sim *s, struct component *m, uint32_t slot, enum outcome outcome)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);
	int64_t after_ns = component_draw(m, &w->api.after);
	int status = outcome_status(outcome);
	bool is_function_error = outcome == OUTCOME_FUNCTION_ERROR ||
				 outcome == OUTCOME_FUNCTION_TIMEOUT ||
				 outcome == OUTCOME_TOO_LARGE;
	bool has_status = outcome >= 100 && outcome < 600;
	bool is_fine = outcome_is_fine(outcome);

	summary_add(&w->api.integration_latency, s->now_ns - c->lane_ns);
	w->n_integration_errors += is_function_error || (has_status && status >= 400);
	w->n_execution_errors += !is_fine && !is_function_error && !has_status;
	if (c->op == OP_DISCONNECT) {
		w->n_stale -= is_fine && w->n_stale > 0;
		call_drop(s, slot);
	} else if (c->op == OP_CONNECT && is_fine) {
		open_connection(s, m, c->request);
		answer_after(s, slot, after_ns, OUTCOME_FINE, RULE_NONE);
	} else if (c->op == OP_CONNECT) {
		int seen = has_status                     ? status
			   : is_function_error            ? 502
			   : outcome == OUTCOME_NO_ANSWER ? 504
							  : 500;

		answer_after(s, slot, after_ns, (enum outcome)seen, RULE_WS_REFUSED);
	} else if (is_fine || has_status) {
		/* A route is one-way: the client does not hear of a status the backend chose. */
		answer_after(s, slot, after_ns, OUTCOME_FINE, RULE_NONE);
	} else {
		bool is_late = outcome == OUTCOME_NO_ANSWER;

		answer_after(s, slot, after_ns, is_late ? OUTCOME_NO_ANSWER : OUTCOME_SERVER_ERROR,
			     is_late ? RULE_WS_TIMEOUT : RULE_WS_FAILED);
	}
}

static void integrate(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_route *r = &w->api.routes[c->key - 1];

	c->lane_ns = s->now_ns;
	if (r->targets[0].backend >= BACKEND_MOCK) {
		end_route(s, m, slot, OUTCOME_FINE);
		return;
	}
	c->phase = APIGW_PHASE_WAITING;
	lane_add(s, r->lane, slot);
	apigw_ask(s, m, slot, &r->targets[0]);
}

static void authorize(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;

	call_at(s, slot)->phase = APIGW_PHASE_AUTHORIZING;
	w->api.n_authorizer_calls++;
	lane_add(s, &w->api.authorizer_lane, slot);
	apigw_ask(s, m, slot, &w->api.routes[w->connect].authorizer->target);
}

static void authorizer_reply(struct sim *s, struct component *m, uint32_t slot,
			     enum outcome outcome)
{
	struct websockets *w = m->state;
	struct apigw *g = &w->api;

	if (outcome == (enum outcome)401 || outcome == (enum outcome)403)
		refuse(s, m, slot, outcome, RULE_APIGW_UNAUTHORIZED);
	else if (!outcome_is_fine(outcome))
		refuse(s, m, slot, (enum outcome)500, RULE_APIGW_AUTHORIZER_FAILED);
	else if (random_coin(&g->random[STREAM_DENIED], g->callers.denied))
		refuse(s, m, slot, (enum outcome)403, RULE_APIGW_DENIED);
	else
		run_connect(s, m, slot);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);
	enum outcome outcome = (enum outcome)child->outcome;

	if (c->phase == APIGW_PHASE_AUTHORIZING) {
		lane_remove(s, &w->api.authorizer_lane, slot);
		authorizer_reply(s, m, slot, outcome);
		return;
	}
	lane_remove(s, w->api.routes[c->key - 1].lane, slot);
	end_route(s, m, slot, outcome);
}

static void give_up(struct sim *s, struct component *m, struct lane *l, bool is_authorizer)
{
	uint32_t slot;

	if (!timer_is_due(s, &l->timer))
		return;
	while ((slot = lane_take_due(s, l)) != CALL_NONE) {
		call_abandon_child(s, call_at(s, slot));
		if (is_authorizer)
			authorizer_reply(s, m, slot, OUTCOME_NO_ANSWER);
		else
			end_route(s, m, slot, OUTCOME_NO_ANSWER);
	}
}

static void end_connections(struct sim *s, struct component *m, struct lane *l)
{
	struct websockets *w = m->state;
	uint32_t slot;

	if (!timer_is_due(s, &l->timer))
		return;
	while ((slot = lane_take_due(s, l)) != CALL_NONE)
		close_connection(s, m, l == &w->age ? call_at(s, slot)->a : slot,
				 l == &w->age ? RULE_WS_OLD : RULE_WS_IDLE);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct websockets *w = m->state;
	struct call *c = call_at(s, slot);

	switch (c->phase) {
	case APIGW_PHASE_AUTHORIZE:
		authorize(s, m, slot);
		break;
	case APIGW_PHASE_INTEGRATE:
		integrate(s, m, slot);
		break;
	case APIGW_PHASE_ANSWER:
		call_reply(s, slot, (enum outcome)c->outcome, (enum rule)c->a);
		break;
	case APIGW_PHASE_LANE:
		give_up(s, m, &w->api.lanes[c->a], false);
		break;
	case APIGW_PHASE_AUTHORIZER_LANE:
		give_up(s, m, &w->api.authorizer_lane, true);
		break;
	case WS_PHASE_IDLE:
		end_connections(s, m, &w->idle);
		break;
	case WS_PHASE_AGE:
		end_connections(s, m, &w->age);
		break;
	default:
		break;
	}
}

static void configure(struct build *b, struct component *m)
{
	struct websockets *w = m->state;

	apigw_configure(b, m);
	w->none_open = RULE_WS_NONE_OPEN;
	w->most_message = (uint32_t)build_fact(b, "apigateway.websocket.message");
	w->billed_bytes = (uint32_t)build_fact(b, "apigateway.price.websocket.part");
	w->usd_per_minute = build_fact(b, "apigateway.price.websocket.minute");
	w->lost_share = build_share(b, m, "LostDisconnects",
				    build_fact(b, "apigateway.websocket.disconnect.lost"));
	lane_init(b->sim, &w->idle, m->index, WS_PHASE_IDLE,
		  build_fact_ns(b, "apigateway.websocket.idle"));
	lane_init(b->sim, &w->age, m->index, WS_PHASE_AGE,
		  build_fact_ns(b, "apigateway.websocket.duration"));
}

static void connect(struct build *b, struct component *m)
{
	struct websockets *w = m->state;

	apigw_connect(b, m);
	w->connect = apigw_find_key(&w->api, "$connect");
	w->disconnect = apigw_find_key(&w->api, "$disconnect");
}

/*
 * The route that a message takes: its own, $default, none. Without a name: the
 * first that is no predefined one.
 */
static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	const struct websockets *k = m->state;
	const char *name = w->path ? w->path : "";
	int found = apigw_find_key(&k->api, *name ? name : "$default");

	(void)b;
	if (found < 0)
		found = apigw_find_key(&k->api, "$default");
	for (size_t i = 0; !*name && i < k->api.n_routes; i++)
		if (*k->api.routes[i].path != '$') {
			found = (int)i;
			break;
		}
	return found < 0 ? APIGW_NO_ROUTE : (uint32_t)found + 1;
}

static bool takes(const struct arch_resource *r)
{
	return r->kind == ARCH_API && apigw_kind_of(r) == APIGW_WEBSOCKET;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct websockets *w = m->state;

	metrics_count(out, "ConnectCount", w->n_connect);
	metrics_count(out, "MessageCount", w->n_messages);
	metrics_count(out, "ClientError", w->n_client_errors);
	metrics_count(out, "ExecutionError", w->n_execution_errors);
	metrics_count(out, "IntegrationError", w->n_integration_errors);
	report_time(out, "IntegrationLatency", &w->api.integration_latency);
	report_level(out, "Connections", &w->connections, s->now_ns);
	metrics_count(out, "Disconnects", w->n_closed);
	metrics_count(out, "StaleConnections", w->n_stale);
	metrics_count(out, "ThrottledRequests", w->api.n_throttled);
}

static void settle(struct sim *s, struct component *m)
{
	struct websockets *w = m->state;

	level_to(&w->connections, s->now_ns, (int64_t)w->n_open);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct websockets *w = m->state;
	double minutes =
		level_mean(&w->connections, s->now_ns) * (double)s->now_ns / (double)NS_PER_MIN;

	return (double)w->n_billed * w->api.usd_per_request + minutes * w->usd_per_minute;
}

static void done(struct component *m)
{
	struct websockets *w = m->state;

	free(w->open);
	apigw_done(m);
}

const struct service websocket_service = {
	.name = "websocket",
	.state_bytes = sizeof(struct websockets),
	.kind = ARCH_API,
	.takes = takes,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_CONNECT | 1 << OP_MESSAGE | 1 << OP_DISCONNECT | 1 << OP_POST_TO_CONNECTION,
	.usual_op = OP_POST_TO_CONNECTION,
	.entry_op = OP_CONNECT,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_LIMIT_EXCEEDED,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.settle = settle,
	.report = report,
	.cost = cost,
	.done = done,
};
