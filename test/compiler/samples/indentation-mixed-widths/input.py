if a:
  b
  if c:
       d
  e
elif f:
    g
