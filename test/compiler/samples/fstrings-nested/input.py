f"{f'{x}'}"; f"{x:{f'{y}'}}"; f'{x}' 'plain' f'{y}'; 'a' f'{x}'
