1 < 2
3 == 3
"a" in "abc"
