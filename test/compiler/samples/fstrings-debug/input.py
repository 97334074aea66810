f'{x=}'
f'a{x=}b{y=!r}c{z=:>4}'
