rf'\n{x}'; fr'{x}\t'; f'\n{x}\x41'
