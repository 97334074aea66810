1j; 2.5j; 1e3J; 0j
