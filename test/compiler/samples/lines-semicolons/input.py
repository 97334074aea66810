a; b; c = 1; d = 2;
if x: a; b
