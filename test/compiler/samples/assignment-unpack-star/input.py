first, *rest = queue
*init, last = queue
head, *body, tail = frame
[a, *b] = c
