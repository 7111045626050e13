# SPDX-License-Identifier: MIT
"""M/M/1 in SimPy: peer_mm1.py CUSTOMERS SEED. Rate 0.9, service 1; customers pass through a Store."""
import json
import random
import sys
import time

import simpy

n, seed = int(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
total = 0.0


def arrivals(env, line):
    for _ in range(n):
        yield env.timeout(random.expovariate(0.9))
        yield line.put(env.now)


def server(env, line):
    global total
    for _ in range(n):
        since = yield line.get()
        yield env.timeout(random.expovariate(1))
        total += env.now - since


env = simpy.Environment()
line = simpy.Store(env)
env.process(arrivals(env, line))
env.process(server(env, line))
start = time.process_time()
env.run()
seconds = time.process_time() - start
print(json.dumps({"customers": n, "seconds": seconds, "mean_T": total / n}, separators=(",", ":")))
