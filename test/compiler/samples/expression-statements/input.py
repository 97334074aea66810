1
"a"
x
x.y
x[0]
x()
-x
x + y
None
...
