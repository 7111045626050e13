/* SPDX-License-Identifier: MIT */
/* Fenced code that comes alive: diagrams and questions. */
#ifndef PARSE_LIVE_H
#define PARSE_LIVE_H

#include "model/doc.h"
#include "parse/blocks.h"

/*
 * Turns a BLOCK_CODE whose info string says so into a diagram or question. It
 * stays code, with the reason in code.why, when that is not possible.
 */
void live_parse(struct block *block, const struct blocks_options *o);

#endif
