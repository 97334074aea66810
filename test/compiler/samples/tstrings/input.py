t''; t'a'; t'{x}'; t'a{x!r:>{w}}b{y=}c'; t'{{'
