# SPDX-License-Identifier: MIT
"""An API, functions, a table, a bucket, a queue in SimPy: peer_flow.py REQUESTS SEED. 2,000 requests/s."""
import json
import random
import sys
import time

import simpy

n, seed = int(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
total, ok = 0.0, 0


def draw(mean):
    return random.expovariate(1 / mean)


class Pool:
    """A function's environments: idle ones by when they became so, newest last."""

    def __init__(self, limit):
        self.idle, self.running, self.limit = [], 0, limit

    def take(self, now):
        """How long until the code runs; None = throttled."""
        if self.running == self.limit:
            return None
        while self.idle and self.idle[0] + 300 < now:
            self.idle.pop(0)
        self.running += 1
        if self.idle:
            self.idle.pop()
            return 0.0
        return draw(0.3)

    def give(self, now):
        self.running -= 1
        self.idle.append(now)


first, second = Pool(1000), Pool(500)


def message(env):
    yield env.timeout(draw(0.02))
    wait = second.take(env.now)
    while wait is None:
        yield env.timeout(0.1)
        wait = second.take(env.now)
    yield env.timeout(wait + draw(0.08))
    second.give(env.now)


def request(env):
    global total, ok
    since = env.now
    yield env.timeout(draw(0.004))
    wait = first.take(env.now)
    if wait is None:
        return
    yield env.timeout(wait + draw(0.01))
    u = random.random()
    if u >= 0.85:
        env.process(message(env))
    yield env.timeout(draw(0.006 if u < 0.6 else 0.03 if u < 0.85 else 0.008))
    yield env.timeout(draw(0.005))
    first.give(env.now)
    yield env.timeout(draw(0.003))
    total += env.now - since
    ok += 1


def arrivals(env):
    tokens, at = 5000.0, 0.0
    for _ in range(n):
        yield env.timeout(draw(1 / 2000))
        tokens = min(5000.0, tokens + (env.now - at) * 10000)
        at = env.now
        if tokens >= 1:
            tokens -= 1
            env.process(request(env))


env = simpy.Environment()
env.process(arrivals(env))
start = time.process_time()
env.run()
seconds = time.process_time() - start
print(json.dumps({"requests": n, "seconds": seconds, "mean_ms": total / ok * 1000}, separators=(",", ":")))
