/* SPDX-License-Identifier: MIT */
/*
 * See rules.h. API Gateway, load balancers, CloudFront, Cognito, WAF. A sentence
 * about a refusal names status, body and x-amzn-ErrorType as the client sees them.
 */
#ifndef SIM_RULES_API_H
#define SIM_RULES_API_H

#define RULES_APIGW_REFUSALS(X)                                                          \
	X(APIGW_WAF, "apigw.waf", "",                                                    \
	  "403 Forbidden, ForbiddenException: AWS WAF blocked the request before any "   \
	  "other check. It looks just like a bad API key.")                              \
	X(APIGW_NO_ROUTE, "apigw.route", "",                                             \
	  "403 Missing Authentication Token, MissingAuthenticationTokenException: the "  \
	  "stage has no such path and method. A REST API does not say 404.")             \
	X(APIGW_NOT_FOUND, "apigw.http.route", "",                                       \
	  "404 Not Found: no route of the HTTP API matches, and it has no $default.")    \
	X(APIGW_POLICY, "apigw.policy", "",                                              \
	  "403 User: anonymous is not authorized to perform: execute-api:Invoke, "       \
	  "AccessDeniedException: the resource policy allows nobody this.")              \
	X(APIGW_PRIVATE_ENDPOINT, "apigw.private.endpoint", "",                          \
	  "No connection: a private API needs an interface VPC endpoint for execute-api.") \
	X(APIGW_PRIVATE_DNS, "apigw.private.dns", "",                                    \
	  "No connection: private DNS needs enableDnsSupport and enableDnsHostnames of " \
	  "the VPC; else use the endpoint's own name with a Host or x-apigw-api-id header.") \
	X(APIGW_PRIVATE_GROUP, "apigw.private.group", "",                                \
	  "No connection: the endpoint's security group must let TCP port 443 in.")      \
	X(APIGW_PRIVATE_TLS, "apigw.private.tls", "",                                    \
	  "No connection: a private API takes TLS 1.2 or newer.")                        \
	X(APIGW_PRIVATE_POLICY, "apigw.private.policy", "",                              \
	  "403 User: anonymous is not authorized to perform: execute-api:Invoke, "       \
	  "AccessDeniedException: a private API answers only to the VPC or endpoint "    \
	  "that its resource policy allows (aws:SourceVpc, aws:SourceVpce).")            \
	X(APIGW_NO_TOKEN, "apigw.authorizer.token", "",                                  \
	  "401 Unauthorized, UnauthorizedException: the token is missing or malformed, " \
	  "so no authorizer was asked.")                                                 \
	X(APIGW_UNSIGNED, "apigw.iam.token", "",                                         \
	  "403 Missing Authentication Token, MissingAuthenticationTokenException: the "  \
	  "route wants AWS_IAM, but the request is not signed.")                         \
	X(APIGW_IAM_DENIED, "apigw.iam.denies", "",                                      \
	  "403 User is not authorized to perform: execute-api:Invoke, "                  \
	  "AccessDeniedException: the caller's IAM policies do not allow it this.")      \
	X(APIGW_UNAUTHORIZED, "apigw.authorizer.rejects", "",                            \
	  "401 Unauthorized, UnauthorizedException: the authorizer does not accept the " \
	  "token.")                                                                      \
	X(APIGW_DENIED, "apigw.authorizer.denies", "",                                   \
	  "403 User is not authorized to access this resource with an explicit deny, "   \
	  "AccessDeniedException: the authorizer's policy says Deny.")                   \
	X(APIGW_HTTP_DENIED, "apigw.http.authorizer.denies", "",                         \
	  "403 Forbidden: the Lambda authorizer of the HTTP API says no.")               \
	X(APIGW_AUTHORIZER_FAILED, "apigw.authorizer.failed", "",                        \
	  "500 Internal server error (AUTHORIZER_FAILURE): the authorizer itself failed, " \
	  "was throttled, or took too long.")                                            \
	X(APIGW_KEY, "apigw.key", "",                                                    \
	  "403 Forbidden, ForbiddenException: the API key is missing, wrong, or in no "  \
	  "usage plan of this stage.")                                                   \
	X(APIGW_QUOTA, "apigw.plan.quota", "",                                           \
	  "429 Limit Exceeded, LimitExceededException: the key's quota of this period "  \
	  "is used up.")                                                                 \
	X(APIGW_PLAN, "apigw.plan.throttle", "",                                         \
	  "429 Too Many Requests, TooManyRequestsException: the key is over the rate "   \
	  "and burst of its usage plan, the first of four token buckets.")               \
	X(APIGW_METHOD, "apigw.throttle.method", "",                                     \
	  "429 Too Many Requests, TooManyRequestsException: the method is over the rate " \
	  "and burst that the stage sets. Each method or route has its own.")            \
	X(APIGW_ACCOUNT, "apigw.throttle.account", "apigateway.throttle.rate",           \
	  "429 Too Many Requests, TooManyRequestsException: all APIs of the account in " \
	  "this Region share one token bucket, refilled at {} unless its quota differs.") \
	X(APIGW_REGION, "apigw.throttle.region", "",                                     \
	  "429 Too Many Requests, TooManyRequestsException: the Region as a whole is "   \
	  "over what AWS sets for it.")                                                  \
	X(APIGW_INVALID, "apigw.validation", "",                                         \
	  "400 Invalid request body, BadRequestException: the request failed validation, " \
	  "before any backend was called.")                                              \
	X(APIGW_PAYLOAD, "apigw.payload", "apigateway.payload",                          \
	  "413 HTTP content length exceeded, as plain text: a request body may have {}.") \
	X(APIGW_FUNCTION_PAYLOAD, "apigw.payload.function", "lambda.payload.request",    \
	  "413 Request Too Long, BadRequestException: API Gateway takes the body, but "  \
	  "Lambda behind it takes {}.")                                                  \
	X(APIGW_WS_CONNECT_RATE, "websocket.connect.rate", "apigateway.websocket.connect.rate", \
	  "429: all WebSocket APIs of the account together open new connections at {}.")

#define RULES_APIGW_ANSWERS(X)                                                           \
	X(APIGW_TIMEOUT, "apigw.timeout", "apigateway.rest.timeout.default",             \
	  "504 Endpoint request timed out, InternalServerErrorException: the backend did " \
	  "not answer within the integration timeout ({} unless set). A function runs on.") \
	X(APIGW_HTTP_TIMEOUT, "apigw.http.timeout", "apigateway.http.timeout.default",   \
	  "503 Service Unavailable: the backend did not answer within the integration "  \
	  "timeout ({} unless set). A function runs on.")                                \
	X(APIGW_REFUSED, "apigw.lambda.refused", "",                                     \
	  "500 Internal server error, InternalServerErrorException: Lambda refused the " \
	  "invocation (throttled, no permission). The client never sees Lambda's 429, "  \
	  "and API Gateway does not try again.")                                         \
	X(APIGW_FAILED, "apigw.lambda.failed", "",                                       \
	  "502 Internal server error, InternalServerErrorException: the function ran "   \
	  "but threw, timed out or answered too much. API Gateway does not try again.")  \
	X(APIGW_MALFORMED, "apigw.lambda.malformed", "",                                 \
	  "502 Internal server error, InternalServerErrorException: the function's "     \
	  "answer is not of the form statusCode, headers, body.")                        \
	X(APIGW_HTTP_FAILED, "apigw.http.lambda.failed", "",                             \
	  "500 Internal Server Error: the function failed, answered in the wrong form, " \
	  "or the API may not invoke it.")                                               \
	X(APIGW_HTTP_THROTTLED, "apigw.http.lambda.throttled", "",                       \
	  "503 Service Unavailable: Lambda throttled the invocation. AWS documents no "  \
	  "status for this; 503 is an assumption.")                                      \
	X(APIGW_UNMAPPED, "apigw.mapping.default", "",                                   \
	  "The status of the default response (200 unless it says otherwise), with the " \
	  "error as its body: no selectionPattern of the non-proxy integration matches " \
	  "the function's error or the backend's status.")                               \
	X(APIGW_MAPPED, "apigw.mapping", "",                                             \
	  "The status of the first response whose selectionPattern matches the error. "  \
	  "What a function's error says is not known: it is assumed that every pattern " \
	  "matches but those of digits only.")                                           \
	X(APIGW_NO_MAPPING, "apigw.mapping.none", "",                                    \
	  "500 Internal server error: no selectionPattern of the non-proxy integration " \
	  "matches, and it has no default response.")                                    \
	X(APIGW_NETWORK, "apigw.network", "",                                            \
	  "504 Network error communicating with endpoint, InternalServerErrorException: " \
	  "the HTTP backend refused or dropped the connection.")                         \
	X(APIGW_HTTP_NETWORK, "apigw.http.network", "",                                  \
	  "503 Service Unavailable: the HTTP API could not reach its backend.")          \
	X(APIGW_BACKEND, "apigw.backend", "",                                            \
	  "The backend's own error: API Gateway hands its status on.")                   \
	X(APIGW_CACHE, "apigw.cache", "apigateway.cache.ttl.default",                    \
	  "From the stage's cache, without the backend: an answer stays fresh for {} "   \
	  "unless set.")                                                                 \
	X(APIGW_MOCK, "apigw.mock", "", "A mock integration: API Gateway answers by itself.") \
	X(APIGW_PREFLIGHT, "apigw.http.preflight", "",                                   \
	  "204 No Content: with CorsConfiguration an HTTP API answers a preflight by "   \
	  "itself. AWS documents no status for this; 204 is an assumption.")             \
	X(APIGW_OUTSIDE, "apigw.outside", "",                                            \
	  "The backend is outside the template: it is taken to answer at once.")

#define RULES_WEBSOCKET(X)                                                               \
	X(WS_REFUSED, "websocket.connect.refused", "",                                   \
	  "The $connect route failed before the upgrade was complete: no connection.")   \
	X(WS_NONE_OPEN, "websocket.none", "",                                            \
	  "No connection is open to send this on: open one with 'connect ws://'.")       \
	X(WS_WAS_IDLE, "websocket.none.idle", "apigateway.websocket.idle",               \
	  "No connection is open any more: API Gateway closes one on which nothing was " \
	  "sent for {}. Send something in time, or 'connect ws://' again.")              \
	X(WS_WAS_OLD, "websocket.none.duration", "apigateway.websocket.duration",        \
	  "No connection is open any more: one lives {} at most. 'connect ws://' opens " \
	  "another one.")                                                                \
	X(WS_NO_ROUTE, "websocket.route", "",                                            \
	  "No route of this name and no $default: the client gets an error frame.")      \
	X(WS_TOO_BIG, "websocket.message", "apigateway.websocket.message",               \
	  "A message may have {}: a larger one closes the connection with code 1009.")   \
	X(WS_THROTTLED, "websocket.throttled", "apigateway.throttle.rate",               \
	  "Messages count in the same token bucket as requests ({}): over it the "       \
	  "connection is closed with code 1008.")                                        \
	X(WS_IDLE, "websocket.idle", "apigateway.websocket.idle",                        \
	  "Nothing was sent for {}: the connection is closed with code 1001.")           \
	X(WS_OLD, "websocket.duration", "apigateway.websocket.duration",                 \
	  "A connection lives {} at most: it is closed with code 1001.")                 \
	X(WS_TIMEOUT, "websocket.timeout", "apigateway.websocket.timeout.default",       \
	  "Endpoint request timed out, in a frame: the route took longer than its "      \
	  "timeout ({} unless set). The socket stays open.")                             \
	X(WS_FAILED, "websocket.failed", "",                                             \
	  "Internal server error, in a frame: the route's backend failed. The socket "   \
	  "stays open.")                                                                 \
	X(WS_GONE, "websocket.gone", "",                                                 \
	  "410 GoneException: the connection that the function remembers is closed. It " \
	  "should forget it.")                                                           \
	X(WS_NOBODY, "websocket.post.nobody", "",                                        \
	  "The function remembers no connection, so it has nobody to post to.")          \
	X(WS_POST_TOO_BIG, "websocket.post.message", "apigateway.websocket.message",     \
	  "413 PayloadTooLargeException: @connections takes {}.")                        \
	X(WS_POST_THROTTLED, "websocket.post.throttled", "apigateway.throttle.rate",     \
	  "429 LimitExceededException: @connections counts in the account's token bucket ({}).") \
	X(WS_LOST, "websocket.disconnect.lost", "apigateway.websocket.disconnect.lost",  \
	  "$disconnect is best effort: this one never ran, and the function still "      \
	  "believes in the connection.")

#define RULES_ALB(X)                                                                     \
	X(ALB_WAF, "alb.waf", "", "403 Forbidden: AWS WAF blocked the request.")         \
	X(ALB_NO_TARGET, "alb.target.none", "",                                          \
	  "503: the target group has no registered target.")                             \
	X(ALB_NO_RULE, "alb.rule.none", "",                                              \
	  "404: no listener rule matches, and the default action is a fixed response.")  \
	X(ALB_FIXED, "alb.fixed", "",                                                    \
	  "The listener's rule answers by itself, with a fixed response: no target is asked.") \
	X(ALB_REDIRECT, "alb.redirect", "",                                              \
	  "The listener's rule sends the client elsewhere: no target is asked.")         \
	X(ALB_TOO_LARGE, "alb.payload", "alb.lambda.payload",                            \
	  "413: a load balancer hands a function no more than {}.")                      \
	X(ALB_LAMBDA, "alb.lambda.failed", "",                                           \
	  "502: the function failed, timed out, was throttled or answered more than 1 MB " \
	  "or in the wrong form. Behind a REST API a throttled one is a 500.")           \
	X(ALB_CLOSED, "alb.target.closed", "",                                           \
	  "502: the target refused or closed the connection.")                           \
	X(ALB_TIMEOUT, "alb.timeout", "alb.idle.default",                                \
	  "504: the target did not answer within the idle timeout ({} unless set).")     \
	X(ALB_LAMBDA_TIMEOUT, "alb.lambda.timeout", "alb.idle.default",                  \
	  "504: the function outlasted the idle timeout ({} unless set). AWS documents " \
	  "no answer for this; 504 is an assumption.")                                   \
	X(ALB_CLIENT_GONE, "alb.client", "alb.idle.default",                             \
	  "460: the client closed the connection before the idle timeout ({} unless set) " \
	  "was over.")

#define RULES_CLOUDFRONT(X)                                                              \
	X(CDN_WAF, "cloudfront.waf", "",                                                 \
	  "403: AWS WAF blocked the request before the cache was looked at.")            \
	X(CDN_HIT, "cloudfront.hit", "cloudfront.ttl.default",                           \
	  "Hit from CloudFront: the object is kept for {} unless its headers, the cache " \
	  "policy or the behavior's TTLs say otherwise.")                                \
	X(CDN_ERROR_HIT, "cloudfront.error.hit", "cloudfront.error.ttl",                 \
	  "Error from CloudFront's cache: errors of the origin are kept too, for {} "    \
	  "unless ErrorCachingMinTTL says otherwise.")                                   \
	X(CDN_STALE, "cloudfront.stale", "cloudfront.error.ttl",                         \
	  "200, though the origin failed: CloudFront gives out the expired object, and " \
	  "asks again after {} unless ErrorCachingMinTTL says otherwise.")               \
	X(CDN_COLLAPSED, "cloudfront.collapsed", "cloudfront.collapse.most",             \
	  "CloudFront was already asking the origin for this object: the request waited for " \
	  "that answer, good or bad, and cost the origin nothing.")                      \
	X(CDN_RATE, "cloudfront.rate", "cloudfront.rate",                                \
	  "503: the distribution is over {}.")                                           \
	X(CDN_METHOD, "cloudfront.method", "",                                           \
	  "403: the cache behavior does not allow this method.")                         \
	X(CDN_NO_ORIGIN, "cloudfront.origin.none", "",                                   \
	  "The origin is outside the template: it is taken to answer at once.")          \
	X(CDN_TIMEOUT, "cloudfront.timeout", "cloudfront.response.timeout.default",      \
	  "504: the origin did not answer within the response timeout ({} unless set). " \
	  "GET and HEAD were tried again first.")                                        \
	X(CDN_CONNECT, "cloudfront.connect", "cloudfront.connect.attempts",              \
	  "502: no connection to the origin, in {} unless ConnectionAttempts says less.") \
	X(CDN_RETRY, "cloudfront.retry", "cloudfront.connect.attempts",                  \
	  "CloudFront tries the origin again: {} in all, unless ConnectionAttempts says less.") \
	X(CDN_ORIGIN, "cloudfront.origin", "", "The origin's own error, handed on.")

#define RULES_COGNITO(X)                                                                 \
	X(COGNITO_RATE, "cognito.rate", "cognito.auth.rate",                             \
	  "TooManyRequestsException: all user pools of the account together may sign in so many users: {}.")

#define RULES_API(X)                                                                     \
	RULES_APIGW_REFUSALS(X) RULES_APIGW_ANSWERS(X) RULES_WEBSOCKET(X) RULES_ALB(X)   \
	RULES_CLOUDFRONT(X) RULES_COGNITO(X)

#endif
