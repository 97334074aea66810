a + b; a - b; a * b; a / b; a // b; a % b; a @ b; a ** b
a & b; a | b; a ^ b; a << b; a >> b
-a; +a; ~a
a + b * c ** -d - (e | f & ~g)
