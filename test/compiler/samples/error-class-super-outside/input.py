def f(): return super().x
