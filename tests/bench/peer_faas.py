# SPDX-License-Identifier: MIT
"""A function in SimPy: peer_faas.py SECONDS SEED. Rate 0.9, warm 1.991 s, cold 2.244 s, kept 600 s."""
import json
import random
import sys
import time

import simpy

end, seed = float(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
idle = []       # when each idle environment became so, oldest first
requests = cold = 0


def serve(env, mean):
    yield env.timeout(random.expovariate(1 / mean))
    idle.append(env.now)


def arrivals(env):
    global requests, cold
    while True:
        yield env.timeout(random.expovariate(0.9))
        requests += 1
        while idle and idle[0] + 600 < env.now:
            idle.pop(0)
        if idle:
            idle.pop()
            env.process(serve(env, 1.991))
        else:
            cold += 1
            env.process(serve(env, 2.244))


env = simpy.Environment()
env.process(arrivals(env))
start = time.process_time()
env.run(end)
seconds = time.process_time() - start
print(json.dumps({"requests": requests, "seconds": seconds, "p_cold": cold / requests}, separators=(",", ":")))
