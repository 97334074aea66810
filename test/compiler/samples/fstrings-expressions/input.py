f'{x + 1}'
f'{a.b[0](c)}'
f'{x if y else z}'
f'{[i for i in x]}'
f"{d['k']}"
f'{x, y}'
