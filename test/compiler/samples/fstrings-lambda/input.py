f'{(lambda y: y)(x)}'
